// The few pages of the local sign-in, in both languages. They load nothing from anywhere.
import type { Person } from './provider';

const STYLE = `body{font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;max-width:24rem;margin:10vh auto;padding:0 1rem;color:#1a1a1a}
button{display:block;width:100%;margin:.5rem 0;padding:.7rem 1rem;font:inherit;text-align:left;border:1px solid #bbb;
border-radius:.5rem;background:#fff;cursor:pointer}button:hover,button:focus{border-color:#06c}
input[type=text]{font:inherit;width:100%;box-sizing:border-box;padding:.7rem 1rem;border:1px solid #bbb;border-radius:.5rem}
small{color:#595959}code{font-size:1.6rem}`;

export function choicePage(people: readonly Person[]): string {
  const choices = people.map(
    ({ subject, name, about }) =>
      `<button name="login" value="${subject}">${name} <small>${subject}<br>${about}</small></button>`,
  );
  return page(
    '登录 · Sign in',
    `<p>演示人员，无需密码。<br>Example people; no password is asked.</p><form method="post">${choices.join('')}</form>`,
  );
}

export function consentPage(): string {
  return page(
    '继续 · Continue',
    '<p>以您的名义登录本机程序？<br>Sign a program on this machine in as you?</p><form method="post"><button autofocus>继续 · Continue</button></form>',
  );
}

/** @param form made by the library; it holds the field for the code. */
export function codeInputPage(form: string, failed: boolean): string {
  const said = failed
    ? '代码不对，请重新输入。<br>This is not the code; try again.'
    : '请输入终端显示的代码。<br>Enter the code that your terminal shows.';
  return page(
    '登录终端 · Sign a terminal in',
    `<p>${said}</p>${form}<button form="op.deviceInputForm">继续 · Continue</button>`,
  );
}

export function codeConfirmPage(form: string, userCode: string): string {
  return page(
    '确认终端 · Confirm the terminal',
    `<p>终端上应显示此代码：<br>Your terminal should show this code:</p><p><code>${userCode}</code></p>${form}
<button autofocus form="op.deviceConfirmForm">确认 · Confirm</button>
<button form="op.deviceConfirmForm" name="abort" value="yes">取消 · Cancel</button>`,
  );
}

export function signedInPage(): string {
  return page(
    '已登录 · Signed in',
    '<p>可以关闭此页，回到终端。<br>You can close this page and go back to your terminal.</p>',
  );
}

/** @param form made by the library; it says whose session ends. */
export function signOutPage(form: string): string {
  return page(
    '退出登录 · Sign out',
    `<p>结束在这里的登录？<br>End your sign-in here?</p>${form}
<button autofocus form="op.logoutForm" name="logout" value="yes">退出 · Sign out</button>
<button form="op.logoutForm">取消 · Cancel</button>`,
  );
}

export function signedOutPage(): string {
  return page('已退出 · Signed out', '<p>可以关闭此页。<br>You can close this page.</p>');
}

export function errorPage(error: string, description: string | undefined): string {
  return page(
    '无法登录 · Sign-in failed',
    `<p>请从原处重新开始。<br>Begin again where you came from.</p><p><small>${escaped(error)}: ${escaped(description ?? '')}</small></p>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – Tongguan</title><style>${STYLE}</style><h1>${title}</h1>${content}</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
