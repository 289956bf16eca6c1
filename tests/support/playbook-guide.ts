// The playbook guide as a test reads it: its fragments with where they belong, its commands, and the properties that it explains.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSeq, parseDocument } from 'yaml';
import { cloneFolder } from '../../deploy/local/folders';

const text = readFileSync(join(cloneFolder(), 'docs/playbook-guide.md'), 'utf8');

/** YAML and the dotted place of the list under which the guide puts it. */
export const fragments = [...text.matchAll(/^```yaml under=(\S+)\n(.*?)^```$/gms)].map(([, under, yaml]) => ({
  under: under!,
  items: parseDocument(yaml!).toJS() as { key: string }[],
}));

/** What stands behind `npm run tongguan --`. */
export const commands = [...text.matchAll(/^npm run tongguan -- (.+)$/gm)].map(([, line]) => line!);

/** Section → properties that the guide explains, and those of them that it calls required. */
export function explainedProperties(): { all: Set<string>; required: Set<string> } {
  const all = new Set<string>();
  const required = new Set<string>();
  for (const [, heading, body] of text.matchAll(/^### (`.*?)\n(.*?)(?=^### |$(?![\s\S]))/gms)) {
    const sections = [...heading!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    for (const section of sections) all.add(section);
    for (const [, bold, property] of body!.matchAll(/^\| (\*\*)?`([^`]+)`/gm)) {
      const isOwn = sections.length > 1;
      const path = isOwn
        ? property!
        : property!.startsWith('[]')
          ? sections[0] + property!
          : `${sections[0]}.${property}`;
      all.add(path);
      if (bold !== undefined) required.add(path);
    }
  }
  return { all, required };
}

/** The text of a playbook with all fragments of the guide in their places. */
export function changedByTheGuide(yaml: string): string {
  const document = parseDocument(yaml);
  for (const { under, items } of fragments) {
    let path: (string | number)[] = [];
    for (const part of under.split('.')) {
      const list = document.getIn(path);
      const index = isSeq(list) ? list.items.findIndex((_item, n) => document.getIn([...path, n, 'key']) === part) : -1;
      path = [...path, index >= 0 ? index : part];
    }
    if (!isSeq(document.getIn(path)))
      throw new Error(`the guide puts something under ${under}, and there is no such list`);
    for (const item of items) document.addIn(path, document.createNode(item));
  }
  return document.toString();
}
