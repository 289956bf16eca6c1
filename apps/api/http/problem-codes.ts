// Every code that a problem document can carry: those of the rules, and those of the transport. The description lists the same.
import { refusalCodes } from '#domain';
import { transportCodes } from '#labels';

export const problemCodes = [...transportCodes, ...refusalCodes] as const;
export type ProblemCode = (typeof problemCodes)[number];
