// Where the description of the API leaves the members to the domain: the domain's own types, and no code of it.
import type {
  AgreementRecorded,
  Approval,
  ChannelsState,
  Explanation,
  Offer,
  OpportunityState,
  PlaybookDefinition,
  StageStanding,
  FactValues,
  Forecast,
  GateStanding,
  MatrixRow,
  Need,
  PowerState,
  ProposedProduct,
  Recommendation,
  StrategyRule,
  ReviewState,
  Complexity,
} from '#domain';
import type { MissingThing } from './problem';

export type Playbook = PlaybookDefinition;

/** A gate as it stands, with each missing thing in words. */
export type Gate = Omit<GateStanding, 'missing'> & { missing: MissingThing[] };

export type OpportunityView = {
  id: string;
  version: number;
  title?: string;
  customerId: string;
  customerName?: string;
  ownerId: string;
  playbook: OpportunityState['playbook'];
  status: OpportunityState['status'];
  gate: string;
  gateDueAt?: string;
  stages: StageStanding[];
  complexity?: Complexity;
  facts: FactValues;
  chain: { [level: string]: string[] };
  absentLevels: string[];
  offer?: Offer;
  approvals: (Approval & { waitsFor?: string[] })[];
  agreement?: Agreement;
  followUpPlanId?: string;
  forecast: Forecast;
  channels: ChannelsState;
  review?: ReviewState;
  objections: { id: string; level: string; step: string; contactId?: string; objectionType?: string }[];
  explanation: Omit<Explanation, 'gates'> & { gates: Gate[] };
};

/** What was signed, as it was recorded last. */
export type Agreement = NonNullable<OpportunityState['agreement']> &
  Pick<AgreementRecorded['data'], 'signatoryIds' | 'signedById' | 'signedOn' | 'startsOn' | 'endsOn'> & {
    number?: string;
  };

/** One thing to decide. */
export type InboxRow = {
  opportunityId: string;
  approvalId: string;
  group: string;
  kind: Approval['subject']['kind'];
  round: number;
  contentHash: string;
  quorum: number;
  submittedById: string;
  askedAt: string;
  dueAt: string | null;
  amountFen: number | null;
  title: string | null;
  /** Whose decision it is, when one decides in their place. */
  actingFor: string | null;
};

export type NeedsView = {
  version: number;
  needs: Need[];
  questionsPlanned: boolean;
  matrix: MatrixRow[];
  proposed: ProposedProduct[];
  recommendation?: Recommendation;
  breakThrough: PowerState;
  planned: {
    questions?: { contactId?: string; asked: { kind: string; key?: string; text?: string }[] };
    recommendationNote?: string;
    breakThroughNote?: string;
  };
};

type Ruled = Pick<StrategyRule, 'key' | 'title'>;

export type CompetitionView = {
  version: number;
  rivals: {
    id: string;
    code?: string;
    name?: string;
    facts: FactValues;
    strategy?: string;
    advice: {
      strategy: string;
      verdict: string;
      recommendedBy: Ruled[];
      warnedBy: Ruled[];
      presumed: { rule: Ruled; facts: string[] }[];
      forbiddenBy: Ruled[];
      undecided: { rule: Ruled; facts: string[] }[];
      wouldChange: string[];
    }[];
  }[];
  history: {
    type: string;
    version: number;
    at: string;
    data: { [name: string]: unknown };
    said?: { [name: string]: unknown };
  }[];
};
