import type { Context } from '../context.ts';
import type { Lock } from '../domain/lock.ts';
import { normaliseSlug, slugName } from '../domain/project-slug.ts';
import { messages } from '../i18n/index.ts';
import { isSameScope } from '../locks/covers.ts';
import { releaseLock } from '../locks/release.ts';
import { locksInForce } from '../locks/store.ts';
import { presentSlug } from '../projects/known.ts';
import { isMistake } from '../views/help-mistake.ts';
import { lockLine, lockPlace } from '../views/lock-text.ts';
import { mention } from '../views/mrkdwn.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { scopeMeant } from './lock-scope.ts';
import { parseScopeAndReason, readReason, type ScopeWord } from './lock-words.ts';

export const unlock = command({
  name: 'unlock',
  style: { prose: 1 },
  parse: parseScopeAndReason,
  run: unlockProject,
});

export const unfreeze = command({
  name: 'unfreeze',
  style: { prose: 0 },
  parse: (words) => ({ reason: readReason(words) }),
  run: async (ctx, invocation, { reason }) => {
    const freeze = (await locksInForce(ctx.db, ctx.now())).find(({ project }) => project === null);
    const { notFrozen } = messages(invocation.actor.locale).locks;
    return freeze === undefined ? { text: notFrozen } : release(ctx, invocation, freeze, reason);
  },
});

async function unlockProject(
  ctx: Context,
  invocation: Invocation,
  { scope, reason }: { readonly scope: ScopeWord | null; readonly reason: string | null },
): Promise<Reply> {
  const { locale, channelId } = invocation.actor;
  if (scope === null) return { mistake: 'project-missing' };
  const inForce = await locksInForce(ctx.db, ctx.now());
  // Of what is locked, first: CircleCI may not know the project any more.
  const slug = normaliseSlug(scope.project) === null ? null : await presentSlug(ctx.db, scope.project);
  const [known, ...others] = inForce.filter((lock) => isMeant(lock, scope, slug));
  if (known !== undefined && others.length === 0) return release(ctx, invocation, known, reason);
  const meant = await scopeMeant(ctx, scope, channelId);
  if (meant === 'tag') return { text: messages(locale).locks.noTags };
  if (isMistake(meant)) return meant;
  const lock = inForce.find((one) => isSameScope(one, meant));
  if (lock !== undefined) return release(ctx, invocation, lock, reason);
  const there = inForce.filter(({ project }) => project === meant.project);
  const texts = messages(locale).locks;
  const lines = there.map((one) => lockLine(one, locale));
  const hint = lines.length === 0 ? [] : [texts.notLockedBut, ...lines];
  return { text: [texts.notLocked(lockPlace(meant, locale)), ...hint].join('\n') };
}

function isMeant({ project, branch }: Lock, word: ScopeWord, slug: string | null): boolean {
  if (project === null || branch !== word.branch) return false;
  return slug === null ? slugName(project).toLowerCase() === word.project.toLowerCase() : slug === project;
}

async function release(
  ctx: Context,
  { actor }: Invocation,
  lock: Lock,
  reason: string | null,
): Promise<Reply> {
  const texts = messages(actor.locale).locks;
  const released = await releaseLock(ctx, actor, lock, reason);
  switch (released.kind) {
    case 'released':
      return {
        text: lock.project === null ? texts.releasedFreeze : texts.released(lockPlace(lock, actor.locale)),
      };
    case 'gone':
      return { text: texts.releaseGone };
    case 'reason':
      return { text: texts.releaseReason(mention(lock.userId)) };
    case 'denied':
      return { text: released.text };
  }
}
