// Which playbooks there are: for whoever begins a sale, and whoever looks after them.
import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { deciders, type Label, type PlaybookState } from '#domain';
import { EventStore, foldStream } from '#event-store';
import { streamsOf } from '#read-model';
import { listOf, object, oneOf, text, whole, type Described } from '../http/described';
import { Reads } from '../http/reads';

/** A playbook may leave these out; what it says nothing of is not done by it. */
const sections = ['contribution', 'gifts', 'leads', 'rehearsals'] as const;
type Section = (typeof sections)[number];

type PlaybookRow = {
  key: string;
  latestVersion: number;
  title: Label;
  /** In the order of the chain: for lists and boards, which need no more of it. */
  gates: { key: string; title: Label }[];
  /** By which sales come and are helped (S5): for what belongs to a customer, whichever playbook it is sold to by. */
  channels: { key: string; title: Label }[];
  /** Those of its approver groups that administrators enter staff for, by the key they are entered under. */
  approverGroups: { key: string; title: Label }[];
  /** Which it has of those that it may leave out. */
  sections: Section[];
};
type PlaybookList = { items: PlaybookRow[] };

const label = (chinese: string, en: string): Described => object<Label>({ 'zh-CN': text(chinese), en: text(en) });

const playbookList = object<PlaybookList>({
  items: listOf(
    object<PlaybookRow>({
      key: text('story'),
      latestVersion: whole(1),
      title: label('通关故事', 'The story'),
      gates: listOf(
        object<PlaybookRow['gates'][number]>({
          key: text('preparation'),
          title: label('售前准备', 'Preparation'),
        }),
      ),
      channels: listOf(
        object<PlaybookRow['channels'][number]>({ key: text('hotline'), title: label('集团热线', 'Group hotline') }),
      ),
      approverGroups: listOf(
        object<PlaybookRow['approverGroups'][number]>({
          key: text('pricing'),
          title: label('定价组', 'Pricing group'),
        }),
      ),
      sections: listOf(oneOf(sections)),
    }),
  ),
});

@ApiTags('playbooks')
@ApiBearerAuth()
@Controller('v1/playbooks')
export class PlaybookListController {
  constructor(private readonly store: EventStore) {}

  /** Every playbook with its latest version, by key. */
  @Get()
  @Reads(playbookList)
  async list(): Promise<PlaybookList> {
    const ids = await streamsOf(this.store, 'playbook');
    const rows = await Promise.all(
      ids.map(async (id): Promise<PlaybookRow[]> => {
        const ref = { type: 'playbook', id } as const;
        const { state } = await foldStream<PlaybookState, never>(this.store, deciders.playbook, ref);
        const latest = state?.versions.get(state.latestVersion)?.definition;
        if (state === undefined || latest === undefined) return [];
        const { key, title, channels = [] } = latest;
        return [
          {
            ...{ key, title, latestVersion: state.latestVersion },
            gates: latest.gates.map(named),
            channels: channels.map(named),
            approverGroups: latest.approvals.groups.flatMap(({ title: called, members }) =>
              'staffGroup' in members ? [{ key: members.staffGroup, title: called }] : [],
            ),
            sections: sections.filter((section) => latest[section] !== undefined),
          },
        ];
      }),
    );
    return { items: rows.flat().sort((a, b) => (a.key < b.key ? -1 : 1)) };
  }
}

function named({ key, title }: { key: string; title: Label }): { key: string; title: Label } {
  return { key, title };
}
