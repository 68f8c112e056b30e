import { isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { isUserId } from '../domain/people-options.ts';
import { identityKey } from './identity-key.ts';

/** Larger than any company; what is above it is not a list of people. */
export const MOST_ENTRIES = 50_000;
const MOST_TOLD = 20;

export type PeopleFile =
  /** Slack user id by identity. */
  | { readonly people: ReadonlyMap<string, string> }
  /** One sentence each, with its line. */
  | { readonly problems: readonly string[] };

/**
 * Reads the operator's list of who is who:
 *
 *     people:
 *       U0ADA00001: [ada, ada@example.com]
 *
 * @returns the whole list, or everything that is wrong with it: a list is never taken in part
 */
export function readPeopleFile(source: string): PeopleFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const problems: string[] = [];
  const wrong = (node: unknown, what: string) => {
    const offset = (node as Partial<Node> | null)?.range?.[0] ?? 0;
    problems.push(`line ${lines.linePos(offset).line}: ${what}`);
  };
  for (const { pos, message } of document.errors) {
    problems.push(`line ${lines.linePos(pos[0]).line}: ${message.split('\n')[0]}`);
  }
  const people = new Map<string, string>();
  if (problems.length === 0) readRoot(document.contents, people, wrong);
  if (people.size > MOST_ENTRIES) problems.push(`there are more than ${MOST_ENTRIES} names in it`);
  return problems.length > 0 ? { problems: problems.slice(0, MOST_TOLD) } : { people };
}

type Wrong = (node: unknown, what: string) => void;

function readRoot(root: unknown, people: Map<string, string>, wrong: Wrong): void {
  const [first, ...others] = isMapping(root) ? root.items : [];
  for (const { key } of others) wrong(key, `“${nameOf(key)}” is not known; there is only “people”`);
  const list = first?.value;
  if (first === undefined || nameOf(first.key) !== 'people') {
    wrong(first?.key ?? root, 'the file must begin with “people:”');
  } else if (isMapping(list)) {
    for (const { key, value } of list.items) readPerson(key, value, people, wrong);
  } else if (!isScalar(list) || list.value !== null) {
    wrong(list, '“people” must list Slack member ids');
  }
}

function readPerson(key: unknown, value: unknown, people: Map<string, string>, wrong: Wrong): void {
  const user = nameOf(key);
  if (!isUserId(user)) {
    wrong(key, `“${user}” is no Slack member id; those look like U0123ABCD and stand in a profile`);
    return;
  }
  const names = isSeq(value) ? value.items : [value];
  for (const name of names) {
    const identity = isScalar(name) && name.value !== null ? identityKey(nameOf(name)) : null;
    const holder = identity === null ? undefined : people.get(identity);
    if (identity === null) wrong(name ?? key, `“${nameOf(name)}” is neither a login nor an e-mail address`);
    else if (holder !== undefined && holder !== user) {
      wrong(name, `“${nameOf(name)}” belongs to ${holder} already`);
    } else people.set(identity, user);
  }
}

function isMapping(node: unknown): node is YAMLMap {
  return typeof node === 'object' && node !== null && 'items' in node && !isSeq(node);
}

/** Logins such as `123` or `true` mean themselves, and are taken as they are written. */
function nameOf(node: unknown): string {
  if (!isScalar(node)) return '…';
  return String(node.source ?? node.value).slice(0, 80);
}
