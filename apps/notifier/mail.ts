// Letters over SMTP, and what a server's answer means: taken, later, or never.
import { createTransport, type Transporter } from 'nodemailer';

export type Letter = { to: { name: string; address: string }; messageId: string; subject: string; text: string };

/** `later`: the server is away or asks for patience. `never`: it refuses this letter for good; `code` is its SMTP code. */
export type Sent = { kind: 'taken' } | { kind: 'later'; cause: unknown } | { kind: 'never'; code: string };

export type MailOptions = {
  /** `smtp://user:password@host:port`, `smtps://…` */
  url: string;
  /** `Tongguan <tongguan@example.com>` */
  from: string;
};

/** A server that is slower than this is tried again later. */
const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 30_000;

export class Mail {
  private readonly transport: Transporter;
  private readonly domain: string;

  constructor({ url, from }: MailOptions) {
    this.domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
    const timeouts = { connectionTimeout: CONNECT_TIMEOUT_MS, greetingTimeout: CONNECT_TIMEOUT_MS };
    this.transport = createTransport({ url, ...timeouts, socketTimeout: ANSWER_TIMEOUT_MS }, { from });
  }

  /** The same for the same reminder and person: a letter that is sent again is recognised by every mail program. */
  messageIdOf(reminderId: string, staffId: string): string {
    return `<${reminderId}.${staffId}@${this.domain}>`;
  }

  async send({ to, messageId, subject, text }: Letter): Promise<Sent> {
    try {
      // Nobody's absence note answers a machine (RFC 3834).
      const headers = { 'Auto-Submitted': 'auto-generated' };
      await this.transport.sendMail({ to, messageId, subject, text, headers });
      return { kind: 'taken' };
    } catch (cause) {
      const code = (cause as { responseCode?: number }).responseCode;
      // 5xx about sign-in is about us and not about the letter: somebody mends it, and then it goes out.
      const isAboutUs = (cause as { code?: string }).code === 'EAUTH';
      if (code !== undefined && code >= 500 && !isAboutUs) return { kind: 'never', code: `smtp-${code}` };
      return { kind: 'later', cause };
    }
  }

  close(): void {
    this.transport.close();
  }
}
