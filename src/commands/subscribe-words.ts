import { wildcardsIn } from '../domain/glob.ts';
import type { Filter, WantedOutcome } from '../domain/subscription-filter.ts';
import type { NameKind } from '../domain/unmatchable.ts';
import { behind, normaliseProject, PATTERN_KINDS, patternsMistake } from '../subscriptions/patterns.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { nearest } from './nearest.ts';
import { toBots, toOutcomes } from './subscribe-choices.ts';
import { identifiedValue, PEOPLE_WORDS, type PeopleArgs, toPeople } from './subscribe-people.ts';
import {
  isTimingList,
  noTimings,
  TIMINGS,
  type TimingName,
  timingNamed,
  toOptions,
} from './subscribe-timing.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, optionOf, pairOf, unexpected, unknownOption } from './words.ts';

export interface SubscribeArgs {
  /** As it was written; a glob in normal form. */
  readonly project: string;
  readonly filter: Omit<Filter, 'project'>;
  /** Only pipelines of whoever says it. */
  readonly mine: boolean;
  /** The settings that were typed: of a subscription that is there already only these change. */
  readonly said: ReadonlySet<SettingName>;
  /** Start again from the defaults. */
  readonly reset: boolean;
  /** Only say what it would have shown. */
  readonly dryRun: boolean;
}

const FILTERS = ['branch', 'tag', 'workflow', 'job', 'author', 'bots', 'outcome', ...PEOPLE_WORDS] as const;
type FilterName = (typeof FILTERS)[number];
export type SettingName = FilterName | TimingName;
const DRY_RUN = 'dry-run';
const KINDS: Partial<Record<FilterName, NameKind>> = PATTERN_KINDS;
const RESET = 'reset';

/** @returns the project and the filters; several filters of one kind add up */
export function parseSubscribe(words: readonly Word[]): SubscribeArgs | Mistake {
  const lists: Record<FilterName, string[]> = {
    branch: [],
    tag: [],
    workflow: [],
    job: [],
    author: [],
    bots: [],
    outcome: [],
    mine: [],
    mention: [],
    threads: [],
    edges: [],
  };
  const timings = noTimings();
  const said = new Set<SettingName>();
  let project: string | null = null;
  let dryRun = false;
  let reset = false;
  for (const word of words) {
    const option = optionOf(word);
    if (option !== null && option !== DRY_RUN) return unknownOption(word, [DRY_RUN]);
    if (option !== null) {
      dryRun = true;
      continue;
    }
    const pair = looksLikeUrl(word.text) ? null : pairOf(word, firstSign(word));
    if (pair === null) {
      if (project !== null && word.text.toLowerCase() === RESET) {
        reset = true;
        continue;
      }
      if (project !== null || word.text === '') return unexpected(word);
      project = word.text;
      continue;
    }
    const timing = timingNamed(pair.key);
    if (timing !== undefined) {
      if (pair.value === '') return { mistake: 'empty-value', word: word.text };
      // A group has a sign of its own, and is meant by its id.
      said.add(timing);
      const value = timing === 'escalate' ? identifiedValue(word, pair.key.length) : pair.value;
      timings[timing].push(...(word.items ?? [value]));
      continue;
    }
    const name = filterNamed(pair.key);
    if (name === undefined) return unknownFilter(word.text, pair.key, pair.value);
    // A mention has signs and commas of its own.
    const values = word.items ?? [identifiedValue(word, pair.key.length)];
    if (values.every((value) => value === '')) return { mistake: 'empty-value', word: word.text };
    said.add(name);
    lists[name].push(...values);
    const mistake = listMistake(name, lists[name]);
    if (mistake !== null) return mistake;
  }
  if (project === null) return { mistake: 'project-missing' };
  const meant = projectWord(project);
  if (isMistake(meant)) return meant;
  const filter = toFilter(lists);
  if (isMistake(filter)) return filter;
  const options = toOptions(timings);
  if (isMistake(options)) return options;
  const { mine, people } = filter;
  return { project: meant.text, filter: { ...filter.filter, people, options }, mine, said, reset, dryRun };
}

/** A mention and an escalation have signs and commas of their own. */
export function isListKey(key: string): boolean {
  return isTimingList(key) || (filterNamed(key) ?? 'mention') !== 'mention';
}

/** `mention=author:failed` and `quiet=22:00-…` have both signs, and the first of them is meant. */
function firstSign({ colon, equals }: Word): ':' | '=' {
  return equals >= 0 && (colon < 0 || equals < colon) ? '=' : ':';
}

function filterNamed(key: string): FilterName | undefined {
  const lower = key.toLowerCase();
  return FILTERS.find((name) => [name, `${name}s`, `${name}es`, name.replace(/s$/, '')].includes(lower));
}

function unknownFilter(text: string, key: string, value: string): Mistake {
  return {
    mistake: 'unknown-filter',
    word: text,
    nearest: [
      ...nearest(key, FILTERS).map((n) => `${n}:${value}`),
      ...nearest(key, TIMINGS).map((n) => `${n}=${value}`),
    ].slice(0, 1),
  };
}

function listMistake(name: FilterName, all: readonly string[]): Mistake | null {
  const mentioned = name === 'author' ? all.find((value) => /^!?@/.test(value)) : undefined;
  const channel = name === 'author' ? all.find((value) => /^!?#/.test(value)) : undefined;
  if (channel !== undefined) return { mistake: 'a-channel', word: channel };
  if (mentioned !== undefined) return { mistake: 'author-mention', word: mentioned, nearest: ['mine:on'] };
  const kind = KINDS[name];
  const mistake = kind === undefined ? null : patternsMistake(all, kind);
  if (mistake === null) return null;
  if (mistake.mistake === 'too-many-patterns') return { ...mistake, word: `${name}:` };
  return behind(`${name}:`, mistake);
}

/** A glob has to name the organization: which projects the rest of the world has, nobody knows. */
function projectWord(text: string): { readonly text: string } | Mistake {
  if (looksLikeUrl(text) || wildcardsIn(text) === 0) return { text };
  const project = normaliseProject(text);
  if (project !== null) return { text: project };
  const [organization] = text.split('/').filter((part) => /^[\w.-]+$/.test(part) && part !== 'gh');
  return { mistake: 'project-glob', word: text, nearest: [`gh/${organization ?? 'ORGANIZATION'}/*`] };
}

interface Read extends PeopleArgs {
  readonly filter: Omit<Filter, 'project' | 'people'>;
}

function toFilter(lists: Readonly<Record<FilterName, string[]>>): Read | Mistake {
  const outcomes: readonly WantedOutcome[] | Mistake = toOutcomes(lists.outcome);
  if (isMistake(outcomes)) return outcomes;
  const bots = toBots(lists.bots);
  if (typeof bots !== 'boolean') return bots;
  const people = toPeople(lists);
  if (isMistake(people)) return people;
  const unique = (name: FilterName) => [...new Set(lists[name])];
  const filter = {
    branches: unique('branch'),
    tags: unique('tag'),
    workflows: unique('workflow'),
    jobs: unique('job'),
    authors: unique('author'),
    bots,
    outcomes,
  };
  return { ...people, filter };
}
