// Telephone numbers as people write them in China: mobiles, landlines with their area code, 400 and 800 numbers.
import type { NamedProblem } from '../missing-problem';

const MOBILE = /^(\+?86[- ]?)?1[3-9]\d{9}$/;
/** 010 and 02x have two digits after the zero and eight after the area code, all others three and seven or eight; then an extension. */
const LANDLINE = /^(\+?86[- ]?)?\(?(0(10|2\d)\)?[- ]?[2-9]\d{7}|0[3-9]\d{2}\)?[- ]?[2-9]\d{6,7})(-\d{1,6})?$/;
/** The same as it is written for callers from abroad: the zero of the area code falls away. */
const FROM_ABROAD = /^\+86[- ]?(10|2\d|[3-9]\d{2})[- ]?[2-9]\d{2,3}[- ]?\d{4}(-\d{1,6})?$/;
const WITHOUT_AREA = /^[2-9]\d{6,7}(-\d{1,6})?$/;
const SERVICE = /^[48]00[- ]?\d{3}[- ]?\d{4}$/;
/** Country code and number (E.164); China's own are judged by what China's numbers look like. */
const ABROAD = /^\+(?!86)[1-9]\d[\d -]{5,17}$/;

/** What is wrong with it, as a code; `undefined` for a number of a telephone. */
export function phoneProblem(text: string): NamedProblem | undefined {
  const known = [MOBILE, LANDLINE, FROM_ABROAD, SERVICE, ABROAD].some((form) => form.test(text));
  if (known) return undefined;
  return WITHOUT_AREA.test(text) ? 'no-area-code' : 'not-a-phone-number';
}

/** A fax machine hangs on a line of the house. */
export function faxProblem(text: string): NamedProblem | undefined {
  if ([LANDLINE, FROM_ABROAD, ABROAD].some((form) => form.test(text))) return undefined;
  return WITHOUT_AREA.test(text) ? 'no-area-code' : 'not-a-phone-number';
}

export function mobileProblem(text: string): NamedProblem | undefined {
  return MOBILE.test(text) ? undefined : 'not-a-mobile-number';
}

/** The digits by which two ways of writing one number are the same: without country code, signs and extension. */
export function phoneDigits(text: string): string {
  const national = FROM_ABROAD.test(text) && !MOBILE.test(text) ? text.replace(/^\+86[- ]?/, '0') : text;
  const [number = ''] = national.replace(/^\+?86[- ]?(?=[01(])/, '').split(/-(?=\d{1,6}$)(?<=\d{7}-)/);
  return number.replace(/\D/g, '');
}
