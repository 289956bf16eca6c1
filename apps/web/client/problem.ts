// What the API says when it refuses, as an error that carries it.

export type MissingThing = {
  what: string;
  key: string;
  contactId?: string;
  problem?: string;
  /** For people, in their language. */
  label: string;
  suppliedBy: { staffId?: string; role?: string; group?: string }[];
};

/** RFC 9457, with a stable code, what is missing, and who can supply it. */
export type ProblemDocument = {
  status: number;
  code: string;
  title: string;
  detail: string;
  missing?: MissingThing[];
  context?: { [name: string]: unknown };
  /** Names the request in the logs. */
  instance?: string;
};

export class Problem extends Error {
  constructor(readonly document: ProblemDocument) {
    super(document.title);
    this.name = 'Problem';
  }

  get code(): string {
    return this.document.code;
  }

  get missing(): MissingThing[] {
    return this.document.missing ?? [];
  }
}

/** Nothing came back: no network, or nobody there. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('the server cannot be reached', { cause });
    this.name = 'Unreachable';
  }
}

/** The sign-in has ended; what was typed stays. */
export class SignedOut extends Error {
  constructor() {
    super('the sign-in has ended');
    this.name = 'SignedOut';
  }
}
