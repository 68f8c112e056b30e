import { z } from 'zod';
import { type Filter, OUTCOMES, WANTED_OUTCOMES } from '../domain/subscription-filter.ts';
import { peopleShape } from '../domain/subscription-options.ts';
import type { NameKind } from '../domain/unmatchable.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { mistakeSentence } from './mistake-sentence.ts';
import {
  LONGEST_PATTERN,
  MOST_PATTERNS,
  normaliseProject,
  PATTERN_KINDS,
  patternMistake,
  patternsMistake,
} from './patterns.ts';
import { USUAL_BUDGET } from './timing.ts';
import { readBudget, readDigest, readQuiet } from './timing-words.ts';
import { readEscalate, readExpire, readRemind } from './waiting-words.ts';

/** The shape of SUBSCRIPTIONS_FILE. What is wrong is said for whoever writes the file. */

const text = z.string({ error: 'must be a text; put it into quotes' });
/** One, or a list of them. */
const several = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (Array.isArray(value) || value === undefined ? value : [value]), z.array(one));

const pattern = (kind: NameKind) =>
  text.superRefine((value, ctx) => {
    const mistake = patternMistake(value, kind);
    if (mistake?.mistake === 'empty-value') ctx.addIssue('names nothing');
    else if (mistake?.mistake === 'too-many-patterns') {
      ctx.addIssue(`has more than ${LONGEST_PATTERN} characters`);
    } else if (mistake !== null) ctx.addIssue(mistakeSentence(mistake));
  });
const patterns = (kind: NameKind) =>
  several(pattern(kind))
    .refine((list) => list.length <= MOST_PATTERNS, `has more than ${MOST_PATTERNS} values`)
    .superRefine((list, ctx) => {
      const mistake = patternsMistake(list, kind);
      if (mistake?.mistake === 'pattern-contradiction') ctx.addIssue(mistakeSentence(mistake));
    })
    .default([]);

const project = text.transform((value, ctx) => {
  const slug = normaliseProject(value);
  if (slug !== null) return slug;
  ctx.addIssue('is no project; write it as gh/org/repo, or gh/org/* for all of an organization');
  return z.NEVER;
});

/** Reads a value as commands do, and says what commands say. */
function read<T extends object>(reader: (value: string) => T | Mistake) {
  return (value: string, ctx: z.core.$RefinementCtx) => {
    const result = reader(value);
    if (!isMistake(result)) return result;
    ctx.addIssue(mistakeSentence(result));
    return z.NEVER;
  };
}

const quiet = several(text)
  .transform((windows) => windows.join('\n'))
  .transform(read(readQuiet));
const digest = text.transform(
  read((value) => {
    const result = readDigest(value);
    return typeof result === 'object' && result !== null ? result : { digest: result };
  }),
);
const budget = z.union([z.int().transform(String), z.string()], {
  error: 'must be a number of cards an hour, or off',
});

const remind = several(text).transform((times, ctx) =>
  read((value: string) => readRemind(value.split(',')))(times.join(','), ctx),
);

const Entry = z.strictObject({
  project,
  branches: patterns(PATTERN_KINDS.branch),
  tags: patterns(PATTERN_KINDS.tag),
  workflows: patterns(PATTERN_KINDS.workflow),
  jobs: patterns(PATTERN_KINDS.job),
  authors: patterns(PATTERN_KINDS.author),
  bots: z.boolean({ error: 'must be true or false' }).default(true),
  outcomes: several(z.enum(WANTED_OUTCOMES)).default([]),
  quiet: quiet.optional(),
  digest: digest.optional(),
  urgent: several(z.enum(OUTCOMES)).optional(),
  budget: budget.default(String(USUAL_BUDGET)).transform(read(readBudget)),
  remind: remind.optional(),
  escalate: text.transform(read(readEscalate)).optional(),
  expire: text.transform(read(readExpire)).optional(),
  ...peopleShape,
});

/** Channel names may change hands; ids stay. Source: Slack docs, channel ids begin with C, those of old private ones with G. */
const channel = z
  .string()
  .regex(
    /^[CG][A-Z0-9]{7,20}$/,
    'is no channel id. Names may change hands, so the id is needed: it stands at the end of the channel’s details in Slack and begins with C',
  );

export const SubscriptionsFile = z.strictObject({
  channels: z.record(
    channel,
    z.array(Entry, { error: 'must be a list of subscriptions, each with a project' }),
    {
      error: 'must list channels by their ids',
    },
  ),
});

export type FileEntry = z.output<typeof Entry>;

/** @returns the entry as a subscription has it */
export function filterOf(entry: FileEntry): Filter {
  const { quiet: windows = [], digest: when, urgent = [], budget: limit, ...rest } = entry;
  const { mine, mentions, threads, edges, remind: times, escalate, expire, ...filter } = rest;
  const options = {
    ...(windows.length === 0 ? {} : { quiet: [...windows] }),
    ...(when?.digest == null ? {} : { digest: when.digest }),
    ...(urgent.length === 0 ? {} : { urgent }),
    ...(limit.budget === null ? {} : { budget: limit.budget }),
    ...defined({ mine, mentions, threads, edges }),
    ...times,
    ...escalate,
    ...expire,
  };
  return { ...filter, outcomes: filter.outcomes.includes('all') ? ['all'] : filter.outcomes, options };
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
