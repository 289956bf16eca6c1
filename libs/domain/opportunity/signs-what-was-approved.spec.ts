// S24: an agreement says who signed, what was sold and for how long, and all of it is what was approved.
import { idOf } from '../testing/given';
import {
  climbedTo,
  contactOn,
  manager,
  reviseOffer,
  submitOffer,
  supervisor,
  vote,
} from '../testing/story-opportunity';
import type { RecordAgreement } from './opportunity-commands';

const agreement: RecordAgreement = {
  type: 'RecordAgreement',
  signatoryIds: [contactOn('decision-maker'), contactOn('influencer')],
  signedById: manager,
  signedOn: '2026-03-02',
  startsOn: '2026-03-01',
  endsOn: '2027-02-28',
};

it('S24: it holds the products of the approved offer, how they are charged and for how long', () => {
  const story = climbedTo('agreement');
  const [event] = story.when(agreement);
  expect(event).toMatchObject({
    type: 'AgreementRecorded',
    data: {
      offerHash: story.state!.offer!.hash,
      amountFen: 2_400_000,
      products: [{ productCode: 'ip-line', quantity: 2, charge: 'monthly', termMonths: 12 }],
      termMonths: 12,
      signatoryIds: agreement.signatoryIds,
    },
  });
});

it('S24: who signs for the customer is on the chain', () => {
  const story = climbedTo('agreement');
  const signatoryIds = [contactOn('decision-maker'), contactOn('spare')];
  expect(story.refuses({ ...agreement, signatoryIds }, 'NOT_ON_LEVEL')).toEqual(['signatoryIds.1']);
  story.when({ type: 'PlaceContact', contactId: contactOn('spare'), level: 'purchaser' });
  story.when({ ...agreement, signatoryIds });
  expect(story.refuses({ ...agreement, signatoryIds: [idOf('a stranger')] }, 'UNKNOWN_REFERENCE')).toEqual([
    'signatoryIds.0',
  ]);
});

it('S24: it runs for the whole term that its prices were given for, and no longer than any agreement does', () => {
  const story = climbedTo('agreement');
  expect(story.refuses({ ...agreement, endsOn: '2027-02-27' }, 'INVALID_INPUT')).toEqual(['endsOn']);
  expect(story.refuses({ ...agreement, endsOn: '2046-03-01' }, 'INVALID_INPUT')).toEqual(['endsOn']);
  story.when({ ...agreement, endsOn: '2046-02-28' });
});

it('S24: it is signed while the offer is valid', () => {
  const story = climbedTo('agreement');
  const { lines } = story.state!.offer!;
  story.when({ type: 'ReviseOffer', lines: [...lines], validUntil: '2026-03-01' });
  vote(story, supervisor, submitOffer(story));
  expect(story.refuses(agreement, 'INVALID_INPUT')).toEqual(['signedOn']);
  story.when({ ...agreement, signedOn: '2026-03-01' });
});

it('S24: a changed offer is signed only after it was approved anew', () => {
  const story = climbedTo('agreement');
  story.when(agreement);
  reviseOffer(story, { quantity: 3 });
  story.refuses(agreement, 'OFFER_NOT_APPROVED');
});
