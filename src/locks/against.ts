import type { Context } from '../context.ts';
import type { GovernedAction } from '../domain/governed.ts';
import type { Lock } from '../domain/lock.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { mayThey, ruleText } from '../policy/allow.ts';
import { placeOf } from '../runs/action-place.ts';
import { covers, isHolder } from './covers.ts';
import { locksInForce } from './store.ts';

type AgainstContext = Pick<Context, 'db' | 'now' | 'log' | 'slack' | 'policy'>;
type Asker = { readonly teamId: string; readonly userId: string; readonly channelId: string | null };

export type Barred =
  /** No lock is in the way; `rule` says so for the audit log when one was passed. */
  | { readonly ok: true; readonly rule: string | null }
  | { readonly ok: false; readonly rule: string; readonly outcome: ActionOutcome };

/**
 * Is a lock in the way? The holder of a lock may go on. A freeze stops everyone, the one who made it too, but for those
 * whom a rule of the policy allows `lock` everywhere, when they give a reason: nobody passes it by a mere click.
 * Cancelling is always possible.
 */
export async function lockAgainst(
  ctx: AgainstContext,
  asker: Asker,
  action: GovernedAction,
  wanted: Parameters<typeof placeOf>[1],
): Promise<Barred> {
  if (action === 'cancel') return { ok: true, rule: null };
  const inForce = await locksInForce(ctx.db, ctx.now());
  if (inForce.length === 0) return { ok: true, rule: null };
  const place = await placeOf(ctx.db, wanted, asker.channelId);
  const there = inForce.filter((lock) => covers(lock, place));
  const foreign = there.find((lock) => lock.project !== null && !isHolder(lock, asker));
  if (foreign !== undefined) return locked(foreign, false, asker);
  const freeze = there.find(({ project }) => project === null);
  if (freeze === undefined) return { ok: true, rule: null };
  const rule = await rulePassing(ctx, asker);
  const hasReason = typeof wanted.detail.reason === 'string';
  return rule !== null && hasReason
    ? { ok: true, rule: `passes the freeze of ${holderText(freeze)} by ${rule}` }
    : locked(freeze, rule !== null, asker);
}

/** @returns the rule of a policy that lets somebody lift a freeze; null without one */
async function rulePassing(ctx: AgainstContext, asker: Asker): Promise<string | null> {
  const policy = ctx.policy.current();
  // In whatever language: nobody is told anything here.
  const actor = { ...asker, locale: 'en' as const };
  const decision = await mayThey(ctx, actor, 'lock', null, { note: false, hasReason: true });
  return decision?.allowed === true && policy !== null ? ruleText(decision, policy.digest) : null;
}

function locked(lock: Lock, mayPass: boolean, asker: Asker): Barred {
  const what = lock.project === null ? 'freeze' : 'lock';
  const rule = `${what} of ${holderText(lock)} until ${lock.until}`;
  return { ok: false, rule, outcome: { kind: 'locked', lock, mayPass, isOwn: isHolder(lock, asker) } };
}

function holderText({ teamId, userId }: Lock): string {
  return `${teamId}:${userId}`;
}
