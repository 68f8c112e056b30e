import { CircleCIError } from '../api/index.ts';
import { appendAudit } from '../audit/append.ts';
import { NOWHERE } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { type Person, removeLinked, saveLinked } from './store.ts';

type ConnectContext = Pick<Context, 'circleci' | 'config' | 'db' | 'now' | 'log'>;

export type Connected =
  | { readonly kind: 'connected'; readonly login: string; readonly insteadOf: string | null }
  /** CircleCI does not accept it. */
  | { readonly kind: 'refused' }
  /** It is the bot's own: with it nobody would act as themselves. */
  | { readonly kind: 'the-bots' }
  | { readonly kind: 'unavailable' };

/**
 * Asks CircleCI whose token it is and keeps it for this person, in the place of any they had. Nothing is kept unless
 * CircleCI accepts it.
 */
export async function connect(ctx: ConnectContext, actor: Actor, token: string): Promise<Connected> {
  if (token === ctx.config.circleci.token) return { kind: 'the-bots' };
  try {
    const me = await ctx.circleci.acting({ token }).users.me({}, { priority: 'interactive' });
    const insteadOf = await transact(ctx.db, async (tx) => {
      const other = await saveLinked(ctx, tx, actor, me, token);
      if (other !== null) await note(ctx, tx, other, 'disconnect', { why: 'linked by somebody else' });
      await note(ctx, tx, actor, 'connect', { login: me.login }, `linked:${me.id}`);
      return other?.userId ?? null;
    });
    return { kind: 'connected', login: me.login, insteadOf };
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    ctx.log.info({ reason: error.code }, 'CircleCI did not say whose token it is');
    return { kind: error.code === 'unauthorized' ? 'refused' : 'unavailable' };
  }
}

/** @returns who they were in CircleCI, or null when they were not connected */
export async function disconnect(
  ctx: Pick<Context, 'db' | 'now'>,
  person: Person,
): Promise<{ readonly login: string } | null> {
  return transact(ctx.db, async (tx) => {
    const removed = await removeLinked(tx, person);
    if (removed !== null) await note(ctx, tx, person, 'disconnect', { login: removed.login });
    return removed;
  });
}

async function note(
  { now }: Pick<Context, 'now'>,
  tx: Tx,
  { teamId, userId }: Person,
  action: 'connect' | 'disconnect',
  detail: Readonly<Record<string, string>>,
  as: string | null = null,
): Promise<void> {
  await appendAudit(tx, {
    at: now(),
    event: 'confirmed',
    action,
    actionId: null,
    teamId,
    userId,
    where: NOWHERE,
    as,
    rule: null,
    reason: null,
    detail,
    answer: null,
  });
}
