// S1, S14, S15: customers and contacts are entered and kept by their account manager; every bad field is named.
import { contactDecider, type ContactCommand } from '../contact/contact';
import type { Refusal } from '../refusal';
import { idOf, staffCaller, Story } from '../testing/given';
import { director, manager, staffMember, supervisor } from '../testing/story-opportunity';
import { customerDecider, type CustomerCommand, type CustomerState } from './customer';

const other = idOf('another account manager');
const stranger = idOf('supervisor of others');
const administrator = idOf('administrator');
const staff = new Map([
  staffMember(manager, ['account-manager'], { superiorId: supervisor }),
  staffMember(other, ['account-manager'], { superiorId: stranger }),
  staffMember(supervisor, ['supervisor'], { superiorId: director }),
  staffMember(director, ['supervisor']),
  staffMember(stranger, ['supervisor']),
  staffMember(administrator, ['administrator']),
  staffMember(idOf('auditor'), ['auditor']),
]);

const customer = () => {
  const story = new Story(customerDecider, idOf('customer')).knowing({ staff }).by(staffCaller(manager));
  story.when({ type: 'RegisterCustomer', name: '测试集团' });
  return story;
};

it('a customer belongs to who entered it, until a supervisor says otherwise', () => {
  const story = customer();
  expect(story.state).toMatchObject({ accountManagerId: manager });
  const change = { type: 'ChangeCustomerProfile', name: '新名' } as const;
  story.by(staffCaller(other)).refuses(change, 'NOT_ALLOWED');
  story.refuses({ type: 'AssignAccountManager', accountManagerId: other }, 'NOT_ALLOWED');
  story.by(staffCaller(supervisor));
  expect(story.refuses({ type: 'AssignAccountManager', accountManagerId: supervisor }, 'UNKNOWN_REFERENCE')).toEqual([
    'accountManagerId',
  ]);
  story.when({ type: 'AssignAccountManager', accountManagerId: other });
  story.by(staffCaller(other)).when(change);
});

it('its class is a supervisor’s to give, with a reason', () => {
  const story = customer();
  const classify = { type: 'ClassifyCustomer', class: 'A', reason: 'large-volume' } as const;
  story.refuses(classify, 'NOT_ALLOWED');
  story.by(staffCaller(supervisor)).when(classify);
  story.refuses(classify, 'ALREADY_EXISTS');
  expect(story.refuses({ ...classify, reason: '因为' }, 'INVALID_INPUT')).toEqual(['reason']);
});

it('above its account manager decide those of that line, and administrators anywhere', () => {
  const classify = { type: 'ClassifyCustomer', class: 'A', reason: 'large-volume' } as const;
  const assign = { type: 'AssignAccountManager', accountManagerId: other } as const;
  const change = { type: 'ChangeCustomerProfile', name: '新名' } as const;
  const story = customer();
  story.by(staffCaller(stranger));
  for (const command of [classify, assign, change]) story.refuses(command, 'NOT_ALLOWED');
  const [missing] = (story.judge(change) as Refusal).missing;
  expect(missing!.suppliedBy).toEqual([{ staffId: manager }, { staffId: supervisor }, { role: 'administrator' }]);
  for (const above of [supervisor, director, administrator]) {
    const kept = customer();
    kept.by(staffCaller(above));
    for (const command of [change, classify, assign]) kept.when(command);
  }
});

it('registering gives what is one’s own to give, and keeps nothing for who is no account manager', () => {
  const register = { type: 'RegisterCustomer', name: '测试集团' } as const;
  const by = (who: string) => new Story(customerDecider, idOf('new')).knowing({ staff }).by(staffCaller(who));
  by(idOf('auditor')).refuses(register, 'NOT_ALLOWED');
  by(manager).refuses({ ...register, class: 'A' }, 'NOT_ALLOWED');
  by(manager).refuses({ ...register, accountManagerId: other }, 'NOT_ALLOWED');
  by(stranger).refuses({ ...register, accountManagerId: manager }, 'NOT_ALLOWED');
  const kept = (who: string, more: object): string | undefined => {
    const story = by(who);
    story.when({ ...register, ...more });
    return story.state!.accountManagerId;
  };
  expect(kept(manager, {})).toBe(manager);
  expect(kept(supervisor, { class: 'A' })).toBeUndefined();
  expect(kept(supervisor, { class: 'A', accountManagerId: manager })).toBe(manager);
  expect(kept(administrator, { class: 'A', accountManagerId: other })).toBe(other);
});

it('an agreement is noted by the process, once', () => {
  const story = customer();
  const note = {
    type: 'NoteAgreement',
    agreementId: idOf('a'),
    opportunityId: idOf('o'),
    startsOn: '2026-04-01',
    endsOn: '2027-04-01',
  } as const;
  story.refuses(note, 'NOT_ALLOWED');
  story.by({ kind: 'process', name: 'opportunity-workflow' }).when(note);
  story.refuses(note, 'ALREADY_EXISTS');
});

it.each<[Partial<CustomerCommand>, string]>([
  [{ name: '' }, 'name'],
  [{ name: 'x'.repeat(201) }, 'name'],
  [{ industry: '制造' }, 'industry'],
  [{ headcount: 0 }, 'headcount'],
  [{ headcount: 1.5 }, 'headcount'],
  [{ address: 'x'.repeat(4001) }, 'address'],
  [{ class: 'D' as 'A' }, 'class'],
])('registering %p is refused and names %s', (change, field) => {
  const story = new Story(customerDecider, idOf('new')).knowing({ staff }).by(staffCaller(administrator));
  expect(
    story.refuses({ type: 'RegisterCustomer', name: '某', ...change } as CustomerCommand, 'INVALID_INPUT'),
  ).toEqual([field]);
});

describe('a contact', () => {
  const state: CustomerState = { id: idOf('customer'), accountManagerId: manager, agreements: [] };
  const person = { name: '欧阳', mobile: '13912345678' };
  const contact = () =>
    new Story(contactDecider, idOf('contact'))
      .knowing({ staff, customer: new Map([[state.id, state]]) })
      .by(staffCaller(manager));

  it('is registered at a customer that exists, kept by its account manager, and erased by a supervisor', () => {
    const story = contact();
    expect(story.refuses({ type: 'RegisterContact', customerId: idOf('x'), ...person }, 'UNKNOWN_REFERENCE')).toEqual([
      'customerId',
    ]);
    const [registered] = story.when({ type: 'RegisterContact', customerId: state.id, ...person });
    expect(JSON.stringify(registered!.data)).not.toContain(person.name);
    expect(registered!.personal).toMatchObject({ owner: idOf('contact'), fields: person });
    story.by(staffCaller(other)).refuses({ type: 'ChangeContact', ...person }, 'NOT_ALLOWED');
    story.by(staffCaller(manager)).refuses({ type: 'EraseContact', ground: 'requested' }, 'NOT_ALLOWED');
    story.by(staffCaller(stranger)).refuses({ type: 'EraseContact', ground: 'requested' }, 'NOT_ALLOWED');
    story.refuses({ type: 'ChangeContact', ...person }, 'NOT_ALLOWED');
    story.by(staffCaller(supervisor)).when({ type: 'EraseContact', ground: 'requested' });
    story.refuses({ type: 'ChangeContact', ...person }, 'CONTACT_ERASED');
  });

  it.each<[Partial<ContactCommand>, string]>([
    [{ name: '' }, 'name'],
    [{ mobile: '12345' }, 'mobile'],
    [{ officePhone: 'call me' }, 'officePhone'],
    [{ email: 'nobody' }, 'email'],
    [{ memberType: 'Key Person' }, 'memberType'],
  ])('with %p is refused and names %s', (change, field) => {
    const command = { type: 'RegisterContact', customerId: state.id, ...person, ...change } as ContactCommand;
    expect(contact().refuses(command, 'INVALID_INPUT')).toEqual([field]);
  });
});
