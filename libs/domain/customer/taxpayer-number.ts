// VAT numbers of organisations (S14): the unified social credit code of 18 characters (GB 32100-2015), and the taxpayer number
// of 15 that it replaced, which ends in the organisation code (GB 11714-1997).
import type { NamedProblem } from '../missing-problem';
import { isRegion } from './regions';

/** GB 32100 leaves out the letters that are mistaken for digits: I, O, S, V, Z. */
const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_MODULUS = 31;
const CREDIT_WEIGHT = 3;

const ORGANISATION_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ORGANISATION_MODULUS = 11;

/** Registered by an authority of the whole country: in no province. */
const NATION_WIDE = '10';

/** What is wrong with it, as a code; lower case letters count as the capitals that they stand for. */
export function taxpayerNumberProblem(text: string): NamedProblem | undefined {
  const number = text.toUpperCase();
  if (!/^[0-9A-Z]*$/.test(number)) return 'wrong-characters';
  switch (number.length) {
    case 18:
      return creditCodeProblem(number);
    case 15:
      return olderNumberProblem(number);
    case 20:
      // An identity card number with two more digits: it names a human being and is none of an organisation.
      return 'number-of-an-individual';
    default:
      return 'wrong-length';
  }
}

function creditCodeProblem(number: string): NamedProblem | undefined {
  const values = [...number].map((character) => CREDIT_CHARACTERS.indexOf(character));
  if (values.includes(-1)) return 'wrong-characters';
  if (!isProvince(number.slice(2, 4))) return 'unknown-region';
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, -1)) {
    sum += value * weight;
    weight = (weight * CREDIT_WEIGHT) % CREDIT_MODULUS;
  }
  const check = (CREDIT_MODULUS - (sum % CREDIT_MODULUS)) % CREDIT_MODULUS;
  return values.at(-1) === check ? undefined : 'wrong-check-character';
}

/** Regions of the old numbers have been redrawn since: of them only the province is judged. */
function olderNumberProblem(number: string): NamedProblem | undefined {
  if (!/^\d{6}/.test(number)) return 'wrong-characters';
  if (!isProvince(number.slice(0, 2))) return 'unknown-region';
  return number.at(-1) === organisationCheck(number.slice(6, 14)) ? undefined : 'wrong-check-character';
}

function organisationCheck(code: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (before, weight, index) => before + weight * ORGANISATION_CHARACTERS.indexOf(code[index]!),
    0,
  );
  const check = ORGANISATION_MODULUS - (sum % ORGANISATION_MODULUS);
  if (check === ORGANISATION_MODULUS) return '0';
  return check === ORGANISATION_MODULUS - 1 ? 'X' : String(check);
}

function isProvince(digits: string): boolean {
  return digits === NATION_WIDE || isRegion(`${digits}0000`);
}
