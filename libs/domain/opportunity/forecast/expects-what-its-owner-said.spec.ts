// S6, S26: what a sale is expected to bring, weighted by how likely its gate is; why it was lost, to whom, and what was learned.
import { idOf, staffCaller } from '../../testing/given';
import { saleOn, shippedDefinition, standsAt } from '../../testing/shipped-opportunity';
import { manager, reviseOffer, supervisor, type OpportunityStory } from '../../testing/story-opportunity';
import { forecastOf } from './forecast';

const definition = shippedDefinition('group-customer');
const sale = (gate = 'preparation'): OpportunityStory => standsAt(saleOn(definition), definition, gate);
const stranger = staffCaller(idOf('stranger'));

describe('S6: the forecast of a sale', () => {
  const expects = {
    type: 'ChangeForecast',
    amountFen: 4_000_000,
    closeOn: '2026-09-30',
    reason: '客户预算下调',
  } as const;

  it('S6: is what its owner expects, weighted by the gate where it stands', () => {
    const story = sale('expert');
    expect(forecastOf(story.state!, definition)).toEqual({ winPercent: 35 });
    const [changed] = story.when(expects);
    expect(JSON.stringify(changed!.data)).not.toContain('预算');
    expect(forecastOf(story.state!, definition)).toEqual({
      amountFen: 4_000_000,
      amountFrom: 'expected',
      closeOn: '2026-09-30',
      winPercent: 35,
      weightedFen: 1_400_000,
    });
    standsAt(story, { ...definition, gates: definition.gates.slice(3) }, 'influencer');
    expect(forecastOf(story.state!, definition).weightedFen).toBe(2_200_000);
  });

  it('S6: rests on the offer where nothing is expected, and is nothing once the sale is lost', () => {
    const story = sale('decision-maker');
    reviseOffer(story);
    const amountFen = story.state!.offer!.totals.amountFen;
    expect(forecastOf(story.state!, definition)).toMatchObject({ amountFen, amountFrom: 'offer', winPercent: 75 });
    story.when({ type: 'LoseOpportunity', reason: 'price' });
    expect(forecastOf(story.state!, definition)).toMatchObject({ winPercent: 0, weightedFen: 0 });
  });

  it('S6: of a sale that is won is what was signed, and certain', () => {
    const story = sale('agreement');
    story.when(expects);
    const signed = {
      agreementId: idOf('agreement'),
      offerHash: 'x',
      amountFen: 3_000_000,
      products: [],
      signatoryIds: [],
    };
    const dates = { signedById: manager, signedOn: '2026-03-01', startsOn: '2026-03-01', endsOn: '2027-03-01' };
    story.happened([{ type: 'AgreementRecorded', data: { ...signed, ...dates } }]);
    expect(forecastOf(story.state!, definition)).toMatchObject({ amountFrom: 'expected', weightedFen: 3_600_000 });
    story.happened([{ type: 'GatePassed', data: { gate: 'agreement', leftOut: [] } }]);
    story.happened([{ type: 'OpportunityWon', data: { agreementId: idOf('agreement'), amountFen: 3_000_000 } }]);
    const won = { amountFen: 3_000_000, amountFrom: 'agreement', winPercent: 100, weightedFen: 3_000_000 };
    expect(forecastOf(story.state!, definition)).toMatchObject(won);
    story.refuses({ ...expects, amountFen: 1 }, 'ENDED');
  });

  it('S6: changes by its owner, with a reason, and not to what it is', () => {
    const story = sale();
    story.by(stranger).refuses(expects, 'NOT_ALLOWED');
    story.by(staffCaller(manager));
    expect(story.refuses({ ...expects, reason: '' }, 'INVALID_INPUT')).toEqual(['reason']);
    expect(story.refuses({ ...expects, amountFen: -1 }, 'INVALID_INPUT')).toEqual(['amountFen']);
    expect(story.refuses({ ...expects, closeOn: '2026-02-30' }, 'INVALID_INPUT')).toEqual(['closeOn']);
    story.when(expects);
    story.refuses(expects, 'ALREADY_EXISTS');
  });
});

describe('S26: the end of a sale', () => {
  const review = { type: 'RecordReview', decidingFactor: 'decision-chain', lessons: '应更早接触分管领导' } as const;

  it('S26: lost names a rival of the list, by its code; words about it are sealed', () => {
    const story = sale();
    const lost = { type: 'LoseOpportunity', reason: 'rival', rivalCode: 'unicom', rival: '某分公司' } as const;
    expect(story.refuses({ ...lost, rivalCode: 'nobody' }, 'UNKNOWN_REFERENCE')).toEqual(['rivalCode']);
    expect(story.refuses({ ...lost, rivalCode: '某 公司' }, 'INVALID_INPUT')).toEqual(['rivalCode']);
    expect(story.when(lost)).toMatchObject([
      {
        data: { gate: 'preparation', reason: 'rival', rivalCode: 'unicom' },
        personal: { fields: { rival: '某分公司' } },
      },
    ]);
  });

  it('S26: is reviewed once it ended, also when lost, by the owner or those above', () => {
    const story = sale();
    expect(story.refuses(review, 'NOT_ENDED')).toEqual(['agreement']);
    story.when({ type: 'LoseOpportunity', reason: 'relationship' });
    story.by(stranger).refuses(review, 'NOT_ALLOWED');
    story.by(staffCaller(manager));
    expect(story.refuses({ ...review, decidingFactor: 'luck' }, 'UNKNOWN_REFERENCE')).toEqual(['decidingFactor']);
    expect(story.refuses({ ...review, lessons: '' }, 'INVALID_INPUT')).toEqual(['lessons']);
    const [recorded] = story.when(review);
    expect(recorded).toMatchObject({ data: { outcome: 'lost', decidingFactor: 'decision-chain' } });
    expect(JSON.stringify(recorded!.data)).not.toContain('分管');
    story.by(staffCaller(supervisor)).when({ ...review, decidingFactor: 'timing' });
    expect(story.state!.review).toMatchObject({ outcome: 'lost', decidingFactor: 'timing' });
  });

  it('S26: the review of a won sale completes its action at the last gate, that of a loss before does not', () => {
    const story = sale('agreement');
    story.when({ type: 'LoseOpportunity', reason: 'price' });
    story.when(review);
    story.when({ type: 'ReopenOpportunity', reason: '客户回头' });
    const open = (): string[] => story.refuses({ type: 'PassGate', gate: 'agreement' }, 'ACTIONS_OPEN');
    expect(open()).toContain('agr6');
    const signed = { agreementId: idOf('agreement'), offerHash: 'x', amountFen: 100, products: [], signatoryIds: [] };
    const dates = { signedById: manager, signedOn: '2026-03-01', startsOn: '2026-03-01', endsOn: '2027-03-01' };
    story.happened([{ type: 'AgreementRecorded', data: { ...signed, ...dates } }]);
    expect(open()).toContain('agr6');
    story.when(review);
    expect(open()).not.toContain('agr6');
  });
});
