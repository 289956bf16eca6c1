// S1: an organisation is a group customer by five recorded facts, and by nothing that somebody ticks.
import { idOf, staffCaller, Story } from '../testing/given';
import { manager, staffMember } from '../testing/story-opportunity';
import { customerDecider, type CustomerState } from './customer';
import { standingFacts, standingOf } from './standing';

const today = '2026-03-02';
const agreementId = idOf('agreement');

const bare: CustomerState = { id: idOf('customer'), agreements: [] };
const whole: CustomerState = {
  ...bare,
  accountManagerId: manager,
  relationshipOn: '2026-01-01',
  agreements: [
    {
      agreementId,
      opportunityId: idOf('sale'),
      startsOn: '2026-01-01',
      endsOn: today,
      products: [{ productCode: 'vpmn', quantity: 1 }],
    },
  ],
  services: new Map([[agreementId, '2026-02-01T00:00:00.000Z']]),
};

function missingOf(customer: CustomerState, family = [customer]): string[] {
  return standingOf(customer, family, today).missing.map(({ key }) => key);
}

it('S1: with all five it is one, without any it says which are missing and who can supply them', () => {
  expect(standingOf(whole, [whole], today)).toMatchObject({ isGroupCustomer: true, missing: [] });
  expect(missingOf(bare)).toEqual([...standingFacts]);
  const { isGroupCustomer, missing } = standingOf({ ...bare, accountManagerId: manager }, [bare], today);
  expect(isGroupCustomer).toBe(false);
  expect(missing[0]).toEqual({
    what: 'fact',
    key: 'products-ordered',
    problem: 'missing',
    suppliedBy: [{ staffId: manager }],
  });
  expect(standingOf(bare, [bare], today).missing.find(({ key }) => key === 'dedicated-service')!.suppliedBy).toEqual([
    { role: 'supervisor' },
    { role: 'administrator' },
  ]);
});

it('S1: each fact is missed by itself', () => {
  expect(missingOf({ ...whole, accountManagerId: undefined })).toEqual(['dedicated-service']);
  expect(missingOf({ ...whole, relationshipOn: undefined })).toEqual(['relationship-entered']);
  expect(missingOf({ ...whole, services: undefined })).toEqual(['service-live']);
  expect(missingOf({ ...whole, agreements: whole.agreements.map((each) => ({ ...each, products: [] })) })).toEqual([
    'products-ordered',
  ]);
});

it('S1: an agreement speaks to its last day, and a service only with an agreement that runs', () => {
  const ended = whole.agreements.map((each) => ({ ...each, endsOn: '2026-03-01' }));
  expect(missingOf({ ...whole, agreements: ended })).toEqual(['products-ordered', 'agreement-signed', 'service-live']);
});

it('S1: facts of a customer that was merged into this one count for it', () => {
  const duplicate = { ...whole, id: idOf('duplicate'), mergedInto: bare.id };
  expect(
    missingOf({ ...bare, accountManagerId: manager }, [{ ...bare, accountManagerId: manager }, duplicate]),
  ).toEqual([]);
});

it('S1: the relationship is recorded by its keeper, once for a day, never for a day to come', () => {
  const staff = new Map([staffMember(manager, ['account-manager'])]);
  const story = new Story(customerDecider, idOf('customer')).knowing({ staff });
  story.when({ type: 'RegisterCustomer', name: '甲', accountManagerId: manager });
  story.by(staffCaller(manager));
  expect(story.refuses({ type: 'RecordRelationship', enteredOn: '2026-03-03' }, 'INVALID_INPUT')).toEqual([
    'enteredOn',
  ]);
  story.when({ type: 'RecordRelationship', enteredOn: today });
  story.refuses({ type: 'RecordRelationship', enteredOn: today }, 'ALREADY_EXISTS');
  const unknown = { type: 'NoteGoLive', agreementId, liveAt: '2026-03-01T00:00:00.000Z' } as const;
  expect(story.refuses(unknown, 'UNKNOWN_REFERENCE')).toEqual([agreementId]);
});
