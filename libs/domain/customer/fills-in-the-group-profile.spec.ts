// S14, S15: the profile forms, field by field: what may stand in each, what is said where, and how complete a form is.
import { contactDecider } from '../contact/contact';
import { contactFields } from '../contact/profile-fields';
import type { Refusal } from '../refusal';
import { idOf, staffCaller, Story } from '../testing/given';
import { manager, staffMember, supervisor } from '../testing/story-opportunity';
import { customerDecider, type CustomerState } from './customer';
import { phoneDigits, phoneProblem } from './phone-number';
import { completenessOf, fieldProblem, type ProfileField } from './profile-field';
import { customerFields, customerProfileProblems, type CustomerProfile } from './profile-fields';
import { taxpayerNumberProblem } from './taxpayer-number';

const staff = new Map([
  staffMember(manager, ['account-manager'], { superiorId: supervisor }),
  staffMember(supervisor, ['supervisor']),
]);
const examples = (fields: readonly ProfileField[]): object =>
  Object.fromEntries(fields.map(({ key, example }) => [key, example]));
const whole = examples(customerFields) as CustomerProfile;

const customer = () => new Story(customerDecider, idOf('customer')).knowing({ staff }).by(staffCaller(manager));

it('S14: the whole form is taken, every field where it is kept', () => {
  const story = customer();
  const [registered, people] = story.when({ type: 'RegisterCustomer', ...whole });
  const kept = (where: string): object => examples(customerFields.filter((field) => field.kept === where));
  expect(registered).toEqual({
    type: 'CustomerRegistered',
    data: { ...kept('data'), class: undefined, accountManagerId: manager },
    personal: { owner: idOf('customer'), fields: kept('sealed') },
  });
  expect(people).toMatchObject({ type: 'CustomerPeopleNamed', personal: { fields: kept('people') } });
  // Whom it names is neither in the clear nor under the customer's key.
  expect(JSON.stringify([registered, people!.data])).not.toContain(whole.legalRepresentative);
  expect(people!.personal!.owner).not.toBe(idOf('customer'));
});

it('S14: everything that is wrong with a form is named at once', () => {
  const refusal = customer().judge({
    type: 'RegisterCustomer',
    ...whole,
    region: '330499',
    postcode: '2013',
    fax: '13900000000',
    vatNumber: '91350100M000100Y4A',
    annualProfitFen: 0.5,
  }) as Refusal;
  expect(refusal.missing.map(({ key, problem }) => [key, problem])).toEqual([
    ['fax', 'not-a-phone-number'],
    ['region', 'unknown-region'],
    ['postcode', 'not-a-postcode'],
    ['vatNumber', 'wrong-check-character'],
    ['annualProfitFen', 'not-a-whole-number'],
  ]);
});

it('S14: those whom the profile names are erased while the customer stays, and others can be named after', () => {
  const story = customer();
  story.when({ type: 'RegisterCustomer', name: '测试集团' });
  story.by(staffCaller(supervisor)).refuses({ type: 'ErasePeople', ground: 'requested' }, 'NOT_FOUND');
  const named = { type: 'ChangeCustomerProfile', name: '测试集团', legalRepresentative: '欧阳' } as const;
  const [, first] = story.when(named);
  story.by(staffCaller(manager)).refuses({ type: 'ErasePeople', ground: 'requested' }, 'NOT_ALLOWED');
  story.by(staffCaller(supervisor));
  // Named no more is not erased: the earlier name is still under the key.
  expect(story.when({ type: 'ChangeCustomerProfile', name: '测试集团' })).toHaveLength(2);
  expect(story.when({ type: 'ChangeCustomerProfile', name: '测试集团' })).toHaveLength(1);
  story.when({ type: 'ErasePeople', ground: 'requested' });
  const erased = customerDecider.erasedOwners!(story.history);
  expect(erased).toEqual([first!.personal!.owner]);
  story.refuses({ type: 'ErasePeople', ground: 'requested' }, 'NOT_FOUND');
  const [, second] = story.when(named);
  expect(erased).not.toContain(second!.personal!.owner);
});

it('S14: the handsets of the networks are not more than all of them', () => {
  const counted = { ...whole, handsets: 10, chinaMobileHandsets: 6, chinaUnicomHandsets: 3, phsHandsets: 2 };
  expect(customerProfileProblems(counted)).toEqual([{ key: 'handsets', problem: 'fewer-than-by-network', limit: 11 }]);
  expect(customerProfileProblems({ ...counted, handsets: 11 })).toEqual([]);
});

it('S14: completeness counts what is asked for and names what is missing', () => {
  expect(completenessOf(customerFields, whole)).toEqual({ percent: 100, missing: [] });
  const { anniversary: _anniversary, fax: _fax, ...rest } = whole;
  const { percent, missing } = completenessOf(customerFields, rest);
  // Not everybody has a fax machine.
  expect([percent < 100 && percent > 90, missing]).toEqual([true, ['anniversary']]);
  expect(completenessOf(customerFields, { name: '某' }).missing).toContain('vatNumber');
});

it.each<[string, string | undefined]>([
  ['91350100M000100Y43', undefined],
  ['91350100m000100y43', undefined],
  ['12100000400000624D', undefined],
  ['91350100M000100Y44', 'wrong-check-character'],
  ['91530100M000100Y43', 'wrong-check-character'],
  ['91990100M000100Y43', 'unknown-region'],
  ['91350100O000100Y43', 'wrong-characters'],
  // The old number of 15 digits ends in the organisation code; the example is the one of GB 11714.
  ['310104D2143569X', undefined],
  ['310104D21435690', 'wrong-check-character'],
  ['110108400000624', undefined],
  ['110108400000625', 'wrong-check-character'],
  ['990108400000624', 'unknown-region'],
  ['11010519491231002X00', 'number-of-an-individual'],
  ['9135', 'wrong-length'],
  ['九一三五零一零零', 'wrong-characters'],
])('S14: the VAT number %s: %s', (number, problem) => {
  expect(taxpayerNumberProblem(number)).toBe(problem);
});

it.each<[string, string | undefined]>([
  ['13900000000', undefined],
  ['+86 13900000000', undefined],
  ['12900000000', 'not-a-phone-number'],
  ['021-55550000', undefined],
  ['021-5555000', 'not-a-phone-number'],
  ['(0573)8212345', undefined],
  ['0573-82123456-801', undefined],
  ['55550000', 'no-area-code'],
  ['400-810-0000', undefined],
  ['800 810 0000', undefined],
  ['+852 2123 4567', undefined],
  ['+86 21 5555', 'not-a-phone-number'],
  ['打电话', 'not-a-phone-number'],
])('S14: the telephone number %s: %s', (number, problem) => {
  expect(phoneProblem(number)).toBe(problem);
});

it('S14: one number written in several ways is one number', () => {
  const ways = ['021-55550000', '+86 021-55550000', '(021)55550000', '021 55550000', '021-55550000-801'];
  expect(ways.map(phoneDigits)).toEqual(Array(5).fill('02155550000'));
  expect(['+8613900000000', '13900000000', '400-810-0000'].map(phoneDigits)).toEqual([
    '13900000000',
    '13900000000',
    '4008100000',
  ]);
});

it.each<[string, unknown, string | undefined]>([
  ['anniversary', '02-29', undefined],
  ['anniversary', '1998-06-18', undefined],
  ['anniversary', '02-30', 'not-a-month-and-day'],
  ['website', 'www.东海.example/关于', undefined],
  ['website', 'not a site', 'not-a-web-address'],
  ['annualProfitFen', -100, undefined],
  ['annualTurnoverFen', -100, 'too-small'],
  ['annualTurnoverFen', 1e16, 'not-a-whole-number'],
  ['annualTurnoverFen', 2e15, 'too-large'],
  ['informationProducts', ['vpmn', 'vpmn'], 'twice'],
  ['informationProducts', ['集群网'], 'not-a-code'],
  ['informationProducts', 'vpmn', 'not-a-list'],
  ['telephoneReimbursement', 'yes', 'not-one-of-the-values'],
  ['unifiedPayment', 'yes', 'not-true-or-false'],
  ['postcode', '999077', undefined],
  ['postcode', '990000', 'not-a-postcode'],
  ['headcount', 0, 'too-small'],
  ['name', null, 'not-a-text'],
])('S14: %s with %p: %s', (key, value, problem) => {
  const field = customerFields.find((each) => each.key === key)!;
  expect(fieldProblem(field, value)?.problem).toBe(problem);
});

describe('S15: the member form', () => {
  const state: CustomerState = { id: idOf('customer'), accountManagerId: manager, agreements: [] };
  const member = () =>
    new Story(contactDecider, idOf('contact'))
      .knowing({ staff, customer: new Map([[state.id, state]]) })
      .by(staffCaller(manager));
  const person = { ...examples(contactFields), name: '李主任' };

  it('S15: is sealed as a whole under the key of the person; their type at the customer is a code', () => {
    const [registered] = member().when({ type: 'RegisterContact', customerId: state.id, ...person });
    const { memberType, ...sealed } = { memberType: 'key-person', ...person };
    expect(registered).toEqual({
      type: 'ContactRegistered',
      data: { customerId: state.id, memberType },
      personal: { owner: idOf('contact'), fields: sealed },
    });
  });

  it('S15: asks for nothing about family or health, and for the year of birth instead of an age', () => {
    const keys = contactFields.map(({ key }) => key.toLowerCase()).join(' ');
    expect(keys).not.toMatch(/family|health|marri|spouse|child|\bage\b/);
    const register = { type: 'RegisterContact', customerId: state.id, ...person } as const;
    expect(member().refuses({ ...register, birthYear: 2027 }, 'INVALID_INPUT')).toEqual(['birthYear']);
    member().when({ ...register, birthYear: 2005 });
    expect(member().refuses({ ...register, birthYear: 1899, sex: 'x' as 'male' }, 'INVALID_INPUT')).toEqual([
      'sex',
      'birthYear',
    ]);
  });
});
