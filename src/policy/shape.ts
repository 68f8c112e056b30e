import { z } from 'zod';
import { POLICY_ACTIONS } from '../domain/policy.ts';
import { contradiction, type NameKind, unmatchable } from '../domain/unmatchable.ts';
import { isZone } from './window.ts';

/** What a policy file may hold. Strict: a misspelt key would be a rule that does not do what its author thinks. */

const MOST_RULES = 2_000;
const MOST_IN_A_LIST = 200;

const listOf = <T extends z.ZodType<string>>(item: T) =>
  z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(item).min(1).max(MOST_IN_A_LIST),
    )
    .optional();

/** What a pattern that matches nothing is; a rule with it would never apply. */
const NEVER = {
  regex: 'looks like a regular expression, and patterns are globs',
  git: 'can match nothing: git allows no branch or tag with such a name',
  padded: 'can match nothing: it has a space at an end or a character that cannot be seen',
  project: 'can match no project, which is written as gh/org/repo, or gh/org/* for all of an organization',
} as const;

const Glob = (kind: NameKind) =>
  z
    .string()
    .min(1)
    .max(255)
    .superRefine((glob, context) => {
      const never = glob.length > 255 ? null : unmatchable(glob, kind);
      if (never === null) return;
      const meant = never.nearest.map((one) => `“${one}”`).join(' or ');
      context.addIssue(`“${glob}” ${NEVER[never.why]}${meant === '' ? '' : `. Did you mean ${meant}?`}`);
    });
const globsOf = (kind: NameKind) =>
  listOf(Glob(kind)).superRefine((globs, context) => {
    const never = contradiction(globs ?? []);
    if (never !== null) context.addIssue(`“${never.pattern}” can match nothing: “${never.by}” leaves it out`);
  });
const ChannelId = z
  .string()
  .regex(/^[CGD][A-Z0-9]{6,30}$/, 'must be the id of a channel, such as C024BE91L: names can be changed');
const UserId = z
  .string()
  .regex(
    /^(?:T[A-Z0-9]{4,30}:)?[UWB][A-Z0-9]{4,30}$/,
    'must be the id of a person, such as U061F7AUR or T024BE7LD:U061F7AUR: names can be changed',
  );
const GroupId = z.string().regex(/^S[A-Z0-9]{4,30}$/, 'must be the id of a user group, such as S0614TZR7');

const Where = z.strictObject({
  project: globsOf('project'),
  branch: globsOf('ref'),
  tag: globsOf('ref'),
  workflow: globsOf('name'),
  job: globsOf('name'),
  channel: listOf(ChannelId),
});

const Who = z
  .strictObject({
    users: z.array(UserId).min(1).max(MOST_IN_A_LIST).optional(),
    groups: z.array(GroupId).min(1).max(MOST_IN_A_LIST).optional(),
    everyone: z.literal(true).optional(),
  })
  .refine((who) => Object.keys(who).length > 0, 'must say users, groups or everyone: true');

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const Clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as "09:30", in quotation marks')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const Window = z
  .strictObject({
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .transform((days) => days.map((day) => DAYS.indexOf(day) + 1))
      .default([1, 2, 3, 4, 5, 6, 7]),
    from: Clock,
    to: Clock,
    zone: z.string().refine(isZone, 'is no time zone that is known; write one such as Europe/Berlin'),
  })
  .refine(({ from, to }) => from !== to, 'must not end when it begins');

const Actions = z.array(z.enum(POLICY_ACTIONS)).min(1);
const Name = z.string().min(1).max(100);

const Allow = z.strictObject({
  name: Name,
  allow: Actions,
  where: Where.default({}),
  who: Who,
  when: z
    .strictObject({
      linked: z.literal(true).optional(),
      not_starter: z.literal(true).optional(),
      reason: z.literal(true).optional(),
      approvers: z.int().min(1).max(20).optional(),
      window: Window.optional(),
      confirm: z.literal(true).optional(),
    })
    .default({}),
});
const Deny = z.strictObject({
  name: Name,
  deny: Actions,
  where: Where.default({}),
  who: Who.default({ everyone: true }),
  when: z.strictObject({ window: Window.optional() }).default({}),
});

/** Told apart by their first word, so that what is wrong is said of the one that was meant. */
const Rule = z.unknown().transform((value, context) => {
  const denies = typeof value === 'object' && value !== null && 'deny' in value;
  const read = (denies ? Deny : Allow).safeParse(value);
  if (read.success) return fitting(read.data, context);
  for (const issue of read.error.issues)
    context.addIssue({ ...issue, code: 'custom', message: issue.message });
  return z.NEVER;
});

/** A job is something only an approval and a rerun with SSH are about; nothing that starts has a workflow yet. */
function fitting(rule: z.output<typeof Allow> | z.output<typeof Deny>, context: z.RefinementCtx) {
  const actions: readonly string[] = 'deny' in rule ? rule.deny : rule.allow;
  const without = (words: readonly string[]) => actions.find((action) => words.includes(action));
  const refuse = (path: string[], action: string, what: string) =>
    context.addIssue({
      code: 'custom',
      path,
      message: `says something about a ${what}, which ${action} is not about`,
    });
  const jobless = without([
    'run',
    'rerun',
    'cancel',
    'rollback',
    'subscribe',
    'audit',
    'lock',
    'stop',
    'admin',
    'mute',
  ]);
  if (rule.where.job !== undefined && jobless !== undefined) refuse(['where', 'job'], jobless, 'job');
  const workflowless = without(['run', 'rollback', 'subscribe', 'audit', 'lock', 'stop', 'admin', 'mute']);
  if (rule.where.workflow !== undefined && workflowless !== undefined)
    refuse(['where', 'workflow'], workflowless, 'workflow');
  const alone = actions.find((action) => action !== 'approve');
  if ('allow' in rule && (rule.when.approvers ?? 1) > 1 && alone !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['when', 'approvers'],
      message: `counts people, and ${alone} is done by one: write a rule of its own for approve`,
    });
  const refless = without(['rollback', 'subscribe', 'audit', 'admin']);
  if (rule.where.branch !== undefined && rule.where.tag !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['where', 'tag'],
      message: 'names a tag beside a branch, and nothing is of both: write a rule of its own for each',
    });
  const ref = rule.where.branch !== undefined ? 'branch' : rule.where.tag !== undefined ? 'tag' : null;
  if (ref !== null && refless !== undefined) refuse(['where', ref], refless, ref);
  if ('allow' in rule && rule.when.not_starter === true && workflowless !== undefined)
    refuse(['when', 'not_starter'], workflowless, 'starter');
  const unasked = without(['subscribe', 'audit', 'lock', 'stop', 'admin', 'mute']);
  if ('allow' in rule && rule.when.confirm === true && unasked !== undefined)
    refuse(['when', 'confirm'], unasked, 'confirmation');
  return rule;
}

export const PolicyFile = z.strictObject({
  version: z.literal(1),
  rules: z.array(Rule).min(1).max(MOST_RULES),
});
