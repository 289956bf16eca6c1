// An SMTP server of a test: keeps what it takes, and answers as the test wants.
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../deploy/local/free-port';

export type TakenLetter = { to: string; messageId: string; subject: string };

/** What it says to a letter: takes it, or refuses it with this code; or takes it and never says so. */
export type SmtpAnswer = 'take' | 'take-and-hang-up' | { refuse: number };

export type TestSmtp = {
  url: string;
  letters: TakenLetter[];
  answer(choose: (to: string) => SmtpAnswer): void;
  stop(): Promise<void>;
};

export async function startSmtp(): Promise<TestSmtp> {
  const letters: TakenLetter[] = [];
  let choose: (to: string) => SmtpAnswer = () => 'take';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const to = session.envelope.rcptTo[0]!.address;
        const answer = choose(to);
        if (typeof answer === 'object') {
          return done(Object.assign(new Error('refused by the test'), { responseCode: answer.refuse }));
        }
        letters.push({ to, messageId: header(text, 'Message-ID'), subject: decoded(header(text, 'Subject')) });
        if (answer === 'take') done();
      });
    },
  });
  // A sender that was killed in mid-letter is no error of the server.
  server.on('error', () => undefined);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    answer: (next) => (choose = next),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A header's value, unfolded (RFC 5322). */
function header(text: string, name: string): string {
  const found = new RegExp(`^${name}:((?:.*\\r?\\n[ \\t])*.*)$`, 'im').exec(text);
  if (found === null) throw new Error(`a letter without ${name}`);
  return found[1]!.replaceAll(/\r?\n[ \t]/g, ' ').trim();
}

/** Encoded words (RFC 2047), as nodemailer writes what is not ASCII. */
function decoded(value: string): string {
  return value.replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=\s*/gi, (_all, kind: string, word: string) => {
    if (kind.toUpperCase() === 'B') return Buffer.from(word, 'base64').toString('utf8');
    return decodeURIComponent(word.replaceAll('_', ' ').replaceAll('%', '%25').replaceAll('=', '%'));
  });
}
