import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { LONGEST_LOCK_MS } from '../domain/lock.ts';
import { formatCount, formatDuration } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { mayGovern } from '../locks/may-lock.ts';
import { locksInForce } from '../locks/store.ts';
import { takeLock, type WantedLock } from '../locks/take.ts';
import { isMistake } from '../views/help-mistake.ts';
import { locksText, takenAnswer } from '../views/lock-answers.ts';
import { lockPlace, lockUntil } from '../views/lock-text.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { scopeMeant } from './lock-scope.ts';
import { type LockArgs, parseFreeze, parseLock } from './lock-words.ts';
import { parseNothing } from './single-word.ts';

export const lock = command({
  name: 'lock',
  style: { prose: 2 },
  parse: parseLock,
  run: async (ctx, invocation, args) =>
    args.scope === null ? listLocks(ctx, invocation) : lockProject(ctx, invocation, args),
});

export const locks = command({ name: 'locks', parse: parseNothing, run: listLocks });

export const freeze = command({
  name: 'freeze',
  style: { prose: 1 },
  parse: parseFreeze,
  run: (ctx, { actor }, args) => take(ctx, actor, { project: null, branch: null }, args),
});

async function listLocks(ctx: Context, { actor }: Invocation): Promise<Reply> {
  return { text: locksText(await locksInForce(ctx.db, ctx.now()), actor.locale) };
}

async function lockProject(ctx: Context, { actor }: Invocation, args: LockArgs): Promise<Reply> {
  if (args.scope === null) return undefined;
  const problem = problemOf(args, actor, 'lock');
  if (problem !== null) return { text: problem };
  const meant = await scopeMeant(ctx, args.scope, actor.channelId);
  if (meant === 'tag') return { text: messages(actor.locale).locks.noTags };
  return isMistake(meant) ? meant : take(ctx, actor, meant, args);
}

async function take(
  ctx: Context,
  actor: Actor,
  place: Pick<WantedLock, 'project' | 'branch'>,
  args: LockArgs,
): Promise<Reply> {
  const { forMs, reason } = args;
  const problem = problemOf(args, actor, place.project === null ? 'freeze' : 'lock');
  if (problem !== null || forMs === null || reason === null) return { text: problem ?? '' };
  const may = await mayGovern(ctx, actor, 'lock', place, true);
  if (!may.ok) return { text: may.text };
  const taken = await takeLock(ctx, actor, { ...place, forMs, reason }, may.rule);
  return answerTo(taken, forMs > LONGEST_LOCK_MS, actor);
}

/** @returns what is missing or wrong; null when nothing is */
function problemOf(
  { time, forMs, reason }: LockArgs,
  { locale }: Actor,
  what: 'lock' | 'freeze',
): string | null {
  const texts = messages(locale).locks;
  const longest = formatDuration(LONGEST_LOCK_MS, locale);
  const isFreeze = what === 'freeze';
  if (time === null) return (isFreeze ? texts.howLongMissingFreeze : texts.howLongMissing)(longest);
  if (forMs === null) {
    return (isFreeze ? texts.howLongFreeze : texts.howLong)(code(shorten(time, 60)), longest);
  }
  return reason === null ? texts.whyMissing : null;
}

function answerTo(taken: Awaited<ReturnType<typeof takeLock>>, wasCut: boolean, { locale }: Actor): Reply {
  const texts = messages(locale).locks;
  if (taken.kind === 'too-many') return { text: texts.tooMany(formatCount(taken.most, locale)) };
  if (taken.kind === 'taken') return takenAnswer(taken.lock, locale);
  const { project, branch } = taken.lock;
  const until = lockUntil(taken.lock);
  const place = lockPlace(taken.lock, locale);
  const again = project === null ? 'unfreeze' : `unlock ${project}${branch === null ? '' : `/${branch}`}`;
  const done =
    taken.kind === 'changed'
      ? texts.changed(place, until)
      : project === null
        ? texts.doneFreeze(until)
        : texts.done(place, until);
  const cut = wasCut ? [texts.cut(formatDuration(LONGEST_LOCK_MS, locale))] : [];
  return { text: [done, ...cut, texts.howToRelease(code(`/circleci ${again}`))].join('\n') };
}
