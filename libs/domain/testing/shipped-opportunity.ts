// A sale on a playbook that comes with the product, brought to where a test begins: by what happened, not by how it is done.
// What other rows ask for on the way (a form, a rehearsal, a matrix) is their tests' matter.
import { shippedCatalogue, shippedPlaybook, type ShippedPlaybookKey } from '#playbooks';
import { contentHash } from '../canonical-json';
import type { Catalogue } from '../catalogue/catalogue';
import type { PublishedCatalogue } from '../catalogue/catalogue-stream';
import { catalogueStreamId } from '../derived-id';
import type { Id, Json, JsonObject } from '../event';
import type { FactStates } from '../facts';
import { gateStanding, type ActionStanding } from '../opportunity/gate-standing';
import { opportunityDecider } from '../opportunity/decide-opportunity';
import type { FactValues } from '../playbook/condition';
import type { PlaybookDefinition } from '../playbook/playbook';
import { validatePlaybook } from '../playbook/validate-playbook';
import { idOf, staffCaller, Story } from './given';
import { contactOn, customer, levels, manager, storyFacts, type OpportunityStory } from './story-opportunity';

const validated = new Map<ShippedPlaybookKey, PlaybookDefinition>();

/** The caller's own, to be changed at will; read and validated once, which takes long. */
export function shippedDefinition(key: ShippedPlaybookKey): PlaybookDefinition {
  const known = validated.get(key) ?? definitionOf(key);
  validated.set(key, known);
  return structuredClone(known);
}

function definitionOf(key: ShippedPlaybookKey): PlaybookDefinition {
  const checked = validatePlaybook(shippedPlaybook(key));
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems, undefined, 1));
  return checked.definition;
}

/** Just opened, with one person on every level. */
export function saleOn(definition: PlaybookDefinition): OpportunityStory {
  const story = new Story(opportunityDecider, idOf('opportunity'))
    .knowing(storyFacts(definition))
    .by(staffCaller(manager));
  story.when({ type: 'OpenOpportunity', customerId: customer, playbookKey: definition.key, title: '专线' });
  for (const level of levels) story.when({ type: 'PlaceContact', contactId: contactOn(level), level });
  return story;
}

/** The gates before it are behind, each by an override, so that nothing is owed there. */
export function standsAt(story: OpportunityStory, definition: PlaybookDefinition, gate: string): OpportunityStory {
  const keys = definition.gates.map(({ key }) => key);
  for (const [index, key] of keys.slice(0, keys.indexOf(gate)).entries()) {
    story.happened([
      {
        type: 'GatePassed',
        data: { gate: key, next: keys[index + 1], leftOut: [], overrideId: idOf(`override ${key}`) },
      },
    ]);
  }
  return story;
}

/** An action was completed and made these facts known, whatever its form asks. */
export function learned(
  story: OpportunityStory,
  definition: PlaybookDefinition,
  action: string,
  facts: FactValues,
): OpportunityStory {
  const gate = definition.gates.find((each) => each.actions.some(({ key }) => key === action))!.key;
  story.happened([{ type: 'ActionCompleted', data: { gate, action, answers: {}, facts } }]);
  return story;
}

export function standingsAt(story: OpportunityStory, definition: PlaybookDefinition, gate: string): ActionStanding[] {
  return gateStanding(story.state!, definition, gate).actions;
}

/** The actions of a gate that apply to this sale. */
export function applyingAt(story: OpportunityStory, definition: PlaybookDefinition, gate: string): string[] {
  const applying = standingsAt(story, definition, gate).filter(({ status }) => status !== 'not-applicable');
  return [...new Set(applying.map(({ action }) => action))];
}

/**
 * Completes what is open at the gate where the sale stands: forms with any answers that fit (`say` prefers some), what facts
 * would complete as waived, because those facts have tests of their own.
 */
export function completesGate(story: OpportunityStory, definition: PlaybookDefinition, say: JsonObject = {}): void {
  const gate = story.state!.gate.key;
  for (let progress = true; progress;) {
    progress = false;
    for (const { action, contactId, derived, status } of standingsAt(story, definition, gate)) {
      if (status !== 'open') continue;
      progress = true;
      if (derived) settle(story, action, contactId);
      else {
        const form = definition.gates.flatMap(({ actions }) => actions).find(({ key }) => key === action)?.form;
        story.when({ type: 'CompleteAction', action, contactId, answers: answersTo(form, say) });
      }
    }
  }
}

function settle(story: OpportunityStory, action: string, contactId: Id | undefined): void {
  const approvalId = idOf(`settled ${action} ${contactId ?? ''}`);
  const subject = { kind: 'waiver', action, contactId } as const;
  story.happened([{ type: 'ApprovalGranted', data: { approvalId, subject, contentHash: '' } }]);
}

type Field = { enum?: Json[]; const?: Json; type?: string; format?: string; minimum?: number; items?: Field };

/** The least that fits a form. */
export function answersTo(form: JsonObject | undefined, say: JsonObject = {}): JsonObject {
  const properties = (form?.['properties'] ?? {}) as { [name: string]: Field };
  const required = (form?.['required'] ?? []) as string[];
  const said = Object.keys(properties).filter((name) => name in say);
  return Object.fromEntries(
    [...new Set([...required, ...said])].map((name) => [name, say[name] ?? answerTo(properties[name]!)]),
  );
}

function answerTo(field: Field): Json {
  if (field.enum !== undefined) return field.enum[0]!;
  if (field.const !== undefined) return field.const;
  if (field.type === 'boolean') return true;
  if (field.type === 'integer' || field.type === 'number') return field.minimum ?? 0;
  if (field.type === 'array') return field.items === undefined ? [] : [answerTo(field.items)];
  if (field.format === 'uuid') return contactOn('user');
  return field.format === 'date' ? '2026-03-02' : '已说明';
}

/** The shipped catalogue as the facts that commands read, or a changed one as its next version. */
export function catalogueFacts(...changes: ((catalogue: Catalogue) => void)[]): Pick<FactStates, 'catalogue'> {
  const versions = new Map<number, PublishedCatalogue>();
  let catalogue = shippedCatalogue() as Catalogue;
  for (const change of [() => undefined, ...changes]) {
    catalogue = structuredClone(catalogue);
    change(catalogue);
    versions.set(versions.size + 1, {
      catalogue,
      contentHash: contentHash(catalogue),
      publishedAt: '2026-01-01T00:00:00.000Z',
    });
  }
  const state = { id: catalogueStreamId, versions, latestVersion: versions.size };
  return { catalogue: new Map([[catalogueStreamId, state]]) };
}
