import { USUAL_PEOPLE } from '../domain/people-options.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { TIMINGS } from './subscribe-timing.ts';
import type { SettingName } from './subscribe-words.ts';

/** Where the filter keeps what a word of the command is about. */
const LISTS = {
  branch: 'branches',
  tag: 'tags',
  workflow: 'workflows',
  job: 'jobs',
  author: 'authors',
  bots: 'bots',
  outcome: 'outcomes',
} as const satisfies Partial<Record<SettingName, keyof Filter>>;
const PEOPLE = { mine: 'mine', mention: 'mentions', threads: 'threads', edges: 'edges' } as const;

/**
 * @param before the subscription as it is
 * @param typed what the command says, with the defaults for what it does not mention
 * @param said which settings it mentions
 * @returns the subscription with these settings changed and all others kept
 */
export function changeSaid(before: Filter, typed: Filter, said: ReadonlySet<SettingName>): Filter {
  const people = { ...(before.people ?? USUAL_PEOPLE) };
  const from = typed.people ?? USUAL_PEOPLE;
  for (const name of ['mine', 'mention', 'threads', 'edges'] as const) {
    if (said.has(name)) Object.assign(people, { [PEOPLE[name]]: from[PEOPLE[name]] });
  }
  const lists: Partial<Filter> = {};
  for (const name of ['branch', 'tag', 'workflow', 'job', 'author', 'bots', 'outcome'] as const) {
    const key = LISTS[name];
    Object.assign(lists, { [key]: (said.has(name) ? typed : before)[key] });
  }
  return { ...typed, ...lists, people, options: changedOptions(before.options, typed.options, said) };
}

/** An option that was switched off is left out of what was typed. */
function changedOptions(
  before: SubscriptionOptions = {},
  typed: SubscriptionOptions = {},
  said: ReadonlySet<SettingName>,
): SubscriptionOptions {
  const kept = Object.entries(before).filter(
    ([key]) => !TIMINGS.some((name) => name === key && said.has(name)),
  );
  const changed = Object.entries(typed).filter(([key]) =>
    TIMINGS.some((name) => name === key && said.has(name)),
  );
  return Object.fromEntries([...kept, ...changed]);
}
