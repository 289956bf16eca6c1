// Who is asking: an access token of the provider for our audience says who; what they may is in the staff streams.
import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { deciders, type Id, type StaffState } from '#domain';
import { foldStream, type EventStore } from '#event-store';
import { staffBySubject, type Scope } from '#read-model';
import type { ApiSettings } from '../api-settings';
import { problemOf, ProblemError } from './problem';

/** A sign-in that moves to another member of staff does so within this time. */
const KNOWN_MS = 60_000;
/** Twice the staff of a large installation; above it the cache starts anew. */
const MAX_KNOWN_SUBJECTS = 20_000;

/** The provider answers in milliseconds; whoever waits longer than this is told that it is down. */
const PROVIDER_TIMEOUT_MS = 5_000;

/** `staff`: what they are at this moment; on a route that sends a command, as far as this process knows. */
export type SignedIn = { staffId: Id; subject: string; staff: StaffState };

type Signed = FastifyRequest & { signedIn?: SignedIn };

/** Whoever was found to ask; nobody on public routes and before the token is checked. */
export function signedInOf(request: FastifyRequest): SignedIn | undefined {
  return (request as Signed).signedIn;
}

/** A route that needs no sign-in (health, metrics, the description). */
export const Public = Reflector.createDecorator<true>();

/** A route that sends a command: its decider folds the caller anew and refuses who may not, so the guard need not read. */
export const JudgedByDecider = Reflector.createDecorator<true>();

export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => {
  const signedIn = signedInOf(context.switchToHttp().getRequest<Signed>());
  if (signedIn === undefined) throw new Error('a route without sign-in asks who is signed in');
  return signedIn;
});

@Injectable()
export class SignInGuard implements CanActivate {
  private keys: JWTVerifyGetKey | undefined;
  private readonly known = new Map<string, { id: Id; until: number }>();

  constructor(
    private readonly reflector: Reflector,
    private readonly settings: ApiSettings,
    private readonly store: EventStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.get(Public, context.getHandler()) === true) return true;
    const request = context.switchToHttp().getRequest<Signed>();
    const subject = await this.subjectOf(request.headers.authorization);
    const staffId = await this.staffIdOf(subject);
    const isJudged = this.reflector.get(JudgedByDecider, context.getHandler()) === true;
    const staff = (isJudged ? this.knownStaff(staffId) : undefined) ?? (await this.activeStaff(staffId));
    request.signedIn = { staffId, subject, staff };
    return true;
  }

  /** Who somebody is changes hardly ever; what they may, and whether they still work here, is folded for every request: by us or by the decider. */
  private async staffIdOf(subject: string): Promise<Id> {
    const known = this.known.get(subject);
    if (known !== undefined && known.until > Date.now()) return known.id;
    const staff = await staffBySubject(this.store, subject);
    if (staff === undefined) throw notStaff();
    if (this.known.size >= MAX_KNOWN_SUBJECTS) this.known.clear();
    this.known.set(subject, { id: staff.id, until: Date.now() + KNOWN_MS });
    return staff.id;
  }

  private knownStaff(id: Id): StaffState | undefined {
    const known = this.store.states.get(id);
    if (known?.type !== 'staff') return undefined;
    const state = known.state as StaffState;
    return state.active ? state : undefined;
  }

  private async activeStaff(id: Id): Promise<StaffState> {
    const { state } = await foldStream<StaffState, never>(this.store, deciders.staff, { type: 'staff', id });
    if (state?.active !== true) throw notStaff();
    return state;
  }

  private async subjectOf(header: string | undefined): Promise<string> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1];
    if (token === undefined) throw notSignedIn('Send an access token: Authorization: Bearer …');
    const { issuer, audience } = this.settings;
    try {
      this.keys ??= await keysOf(issuer);
      // `typ` tells access tokens (RFC 9068) from ID tokens, which are for the client and not for us.
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp'],
      });
      return payload.sub!;
    } catch (error) {
      throw error instanceof ProblemError ? error : notSignedIn((error as Error).message);
    }
  }
}

/** The provider's keys. Those that cannot be fetched are the provider's fault, not the token's. */
async function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
  const keys = createRemoteJWKSet(await jwksUri(issuer), { timeoutDuration: PROVIDER_TIMEOUT_MS });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      throw tokenFaults.some((fault) => error instanceof fault) ? error : signInUnavailable(error);
    }
  };
}

/** The keys are there, and none of them is the token's. */
const tokenFaults = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

async function jwksUri(issuer: string): Promise<URL> {
  try {
    const signal = AbortSignal.timeout(PROVIDER_TIMEOUT_MS);
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, { signal });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri: string };
    return new URL(uri);
  } catch (error) {
    throw signInUnavailable(error);
  }
}

function signInUnavailable(cause: unknown): ProblemError {
  const detail = 'The sign-in provider does not answer, so that tokens cannot be checked; repeat in a while.';
  return new ProblemError(problemOf(503, 'SIGN_IN_UNAVAILABLE', detail), { cause });
}

function notStaff(): ProblemError {
  return new ProblemError(
    problemOf(403, 'NOT_STAFF', 'Nobody active with this sign-in is entered as staff; an administrator can.'),
  );
}

function notSignedIn(detail: string): ProblemError {
  return new ProblemError(problemOf(401, 'NOT_SIGNED_IN', detail));
}

/** What this member of staff may see in lists: auditors and administrators all, others themselves and those below. */
export function scopeOf({ staffId, staff }: SignedIn): Scope {
  const seesAll = staff.roles.some((role) => role === 'auditor' || role === 'administrator');
  return seesAll ? { all: true } : { staffId };
}
