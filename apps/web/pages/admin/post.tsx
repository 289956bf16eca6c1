// What administrators keep of a member of staff: the profile, roles, superior, approver groups, and whether they still work here.
import { Group, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { JsonObject } from '#domain';
import { optionsField, severalField, useCodeField, usePersonName } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import { useApproverGroupName, useApproverGroups } from '../../shown/approver-groups';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { useColleagues } from './colleagues';
import type { Member } from './queries';

export function Post({ view }: { view: Member }): ReactElement {
  const { word } = useWords();
  const roles = useCodes('role');
  const codeField = useCodeField();
  const personName = usePersonName();
  const colleagues = useColleagues(view.id);
  const { id, version, name, language, superiorId, groups, active, reached } = view;
  const enterable = useApproverGroups().filter(({ value }) => !groups.includes(value));
  const groupName = useApproverGroupName();
  const path = `/v1/staff/${id}`;
  const settles = (...concerns: string[]) => ({ version, timeline: `/v1/streams/staff/${id}/timeline`, concerns });
  return (
    <Stack gap="sm">
      <Group align="flex-start" gap="xs">
        <OpenedForm
          draft={`${id}.roles`}
          path={`${path}/roles`}
          fields={{ roles: severalField(roles) }}
          required={['roles']}
          initial={{ roles: view.roles }}
          settles={settles('StaffRolesChanged')}
          submit={word('admin.change-roles')}
        />
        <OpenedForm
          draft={`${id}.superior`}
          path={`${path}/superior`}
          fields={{ superiorId: colleagues }}
          initial={stated({ superiorId })}
          settles={settles('SuperiorChanged')}
          submit={word('admin.change-superior')}
        />
        <OpenedForm
          draft={`${id}.person`}
          path={`${path}/person`}
          fields={{
            name: personName,
            email: { type: 'string', maxLength: 200 },
            mobile: { type: 'string', maxLength: 20 },
            language: codeField('language'),
          }}
          required={['name']}
          initial={stated({ name, language, ...reached })}
          settles={settles('StaffPersonChanged')}
          submit={word('admin.change-person')}
        />
        {enterable.length > 0 && (
          <OpenedForm
            draft={`${id}.group-enter`}
            path={`${path}/groups/enter`}
            fields={{ group: optionsField(enterable) }}
            required={['group']}
            submit={word('admin.enter-group')}
          />
        )}
        {groups.length > 0 && (
          <OpenedForm
            draft={`${id}.group-leave`}
            path={`${path}/groups/leave`}
            fields={{ group: optionsField(groups.map((group) => ({ value: group, label: groupName(group) }))) }}
            required={['group']}
            submit={word('admin.leave-group')}
          />
        )}
        {active ? (
          <OpenedForm
            draft={`${id}.deactivate`}
            path={`${path}/deactivate`}
            fields={{}}
            color="red"
            submit={word('admin.deactivate')}
          />
        ) : (
          <OpenedForm
            draft={`${id}.reactivate`}
            path={`${path}/reactivate`}
            fields={{}}
            submit={word('admin.reactivate')}
          />
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {word(active ? 'admin.deactivate.text' : 'admin.reactivate.text')}
      </Text>
    </Stack>
  );
}

/** What is known: a form begins with it. */
function stated(values: { [name: string]: string | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
