// Playbooks over HTTP: read a version, publish the next.
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  deciders,
  isCode,
  playbookDecider,
  playbookStreamId,
  staffLanguages,
  withoutSolutions,
  type JsonObject,
  type PlaybookDefinition,
  type PlaybookState,
} from '#domain';
import { EventStore, foldStream } from '#event-store';
import { inOneLanguage, type Language } from '#labels';
import type { CommandAnswer } from '../http/command-answer';
import { ChecksVersion, nextVersion, type CheckedVersion } from '../http/command-check';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { anyObject, object, text, whole } from '../http/described';
import { AnyObject, OneOf, Whole } from '../http/fields';
import { invalidRequest, problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';

class PublishBody {
  @AnyObject({ example: { key: 'story' }, description: 'The playbook as JSON; see the shipped ones for the form.' })
  document!: JsonObject;
}
class VersionQuery {
  @Type(() => Number)
  @Whole(1, 1_000_000, { optional: true })
  version?: number;

  @OneOf(staffLanguages, { optional: true, description: 'Every label in this language only; else in each of them.' })
  language?: Language;
}

type PlaybookView = {
  key: string;
  version: number;
  latestVersion: number;
  contentHash: string;
  /** With labels in every language, or in the one that was asked for. */
  definition: PlaybookDefinition | JsonObject;
};

const playbookView = object<PlaybookView>({
  key: text('story'),
  version: whole(1),
  latestVersion: whole(1),
  contentHash: text('5cb1a9f0'),
  definition: anyObject({ key: 'story', gates: [{ key: 'preparation', actions: [] }] }),
});

@ApiTags('playbooks')
@ApiBearerAuth()
@Controller('v1/playbooks/:key')
export class PlaybooksController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
  ) {}

  @Get()
  @Reads(playbookView, { one: true })
  async view(
    @Caller() { staff }: SignedIn,
    @Param('key') key: string,
    @Query() query: VersionQuery,
  ): Promise<PlaybookView> {
    const ref = { type: 'playbook', id: playbookStreamId(key) } as const;
    const { state } = await foldStream<PlaybookState, never>(this.store, deciders.playbook, ref);
    const version = query.version ?? state?.latestVersion ?? 0;
    const published = state?.versions.get(version);
    if (state === undefined || published === undefined) {
      throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no playbook of this key and version.'));
    }
    const { latestVersion } = state;
    // Whoever changes a playbook reads all of it; the answers of the self-test are nobody else's before it is taken (S23).
    const shown = staff.roles.includes('administrator')
      ? published.definition
      : (withoutSolutions(published.definition) as JsonObject);
    const definition = query.language === undefined ? shown : (inOneLanguage(shown, query.language) as JsonObject);
    return { key, version, latestVersion, ...published, definition };
  }

  @Post('versions')
  @Command()
  publish(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Param('key') key: string,
    @Body() body: PublishBody,
  ): Promise<CommandAnswer> {
    expectKey(key, body);
    return this.sender.send(playbookDecider, playbookStreamId(key), { type: 'PublishPlaybook', ...body }, caller, sent);
  }

  /** Whether this document would be published, and as which version; nothing is stored. */
  @Post('versions/check')
  @ChecksVersion('PLAYBOOK_INVALID')
  check(@Caller() caller: SignedIn, @Param('key') key: string, @Body() body: PublishBody): Promise<CheckedVersion> {
    expectKey(key, body);
    const command = { type: 'PublishPlaybook', ...body } as const;
    return nextVersion(this.store, playbookDecider, playbookStreamId(key), command, caller);
  }
}

function expectKey(key: string, { document }: PublishBody): void {
  if (!isCode(key) || document['key'] !== key)
    throw invalidRequest([{ key: 'document.key', problem: 'not-the-key-of-the-path' }]);
}
