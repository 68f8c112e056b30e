import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Stop } from '../domain/stop.ts';
import { type May, mayGovern } from '../locks/may-lock.ts';
import { transact } from '../storage/transact.ts';
import { stopAbility } from './stop-ability.ts';
import { auditStop } from './stop-audit.ts';
import { loadStop, personOf, personText } from './store.ts';

export type Confirmed =
  | { readonly kind: 'first' | 'second' | 'same' | 'over' }
  /** Whoever was first may not any more: now this person is. */
  | { readonly kind: 'first-no-longer'; readonly who: string }
  | { readonly kind: 'denied'; readonly text: string };

/** Others may click in the same moment; each round somebody gets further. */
const MOST_ROUNDS = 4;

/**
 * One person confirms a stop. With the second one it begins. Both have to be allowed to when the second one clicks.
 */
export async function confirmStop(ctx: Context, actor: Actor, stopId: string): Promise<Confirmed> {
  const asked = await loadStop(ctx.db, stopId);
  if (asked === null || !isOpen(ctx, asked)) return { kind: 'over' };
  const may = await mayStop(ctx, actor, asked);
  if (!may.ok) return { kind: 'denied', text: may.text };
  const me = personText(actor);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const stop = await loadStop(ctx.db, stopId);
    if (stop === null || !isOpen(ctx, stop)) return { kind: 'over' };
    const { firstBy } = stop;
    if (firstBy === me) {
      const entry = { event: 'denied', step: 'second', rule: may.rule, detail: { why: 'same' } } as const;
      await transact(ctx.db, (tx) => auditStop(ctx, tx, stop, actor, entry));
      return { kind: 'same' };
    }
    if (firstBy === null) {
      if (await becomeFirst(ctx, stop, actor, null, may.rule)) return { kind: 'first' };
      continue;
    }
    const first = { ...personOf(firstBy), channelId: stop.channelId, locale: actor.locale };
    if ((await mayStop(ctx, first, stop)).ok) {
      if (await begin(ctx, stop, actor, firstBy, may.rule)) return { kind: 'second' };
    } else if (await becomeFirst(ctx, stop, actor, firstBy, may.rule)) {
      return { kind: 'first-no-longer', who: first.userId };
    }
  }
  return { kind: 'over' };
}

/** Whoever asked for it or confirmed it may call it off, and whoever may stop there. */
export async function callOff(
  ctx: Context,
  actor: Actor,
  stopId: string,
): Promise<{ readonly kind: 'called-off' | 'over' } | { readonly kind: 'denied'; readonly text: string }> {
  const stop = await loadStop(ctx.db, stopId);
  if (stop === null || !isOpen(ctx, stop)) return { kind: 'over' };
  const me = personText(actor);
  if (me !== personText(stop) && me !== stop.firstBy) {
    const may = await mayStop(ctx, actor, stop);
    if (!may.ok) return { kind: 'denied', text: may.text };
  }
  return transact(ctx.db, async (tx) => {
    const rows = await tx
      .updateTable('stops')
      .set({ state: 'off', called_off_by: me, ended_at: ctx.now() })
      .where('id', '=', stopId)
      .where('state', '=', 'asked')
      .returning('id')
      .execute();
    if (rows.length === 0) return { kind: 'over' };
    await ctx.queue.add(tx, 'show-stop', { stopId }, { key: stopId });
    await auditStop(ctx, tx, stop, actor, { event: 'failed', step: 'called-off' });
    return { kind: 'called-off' };
  });
}

function isOpen({ now }: Context, { state, expiresAt }: Stop): boolean {
  return state === 'asked' && now().getTime() < Date.parse(expiresAt);
}

async function mayStop(ctx: Context, person: Actor, stop: Stop): Promise<May> {
  // A rule that looks at the channel means the one in which it is shown.
  const actor = { ...person, channelId: stop.channelId };
  const may = await mayGovern(ctx, actor, 'stop', stop, stop.reason !== null);
  const able = may.ok ? await stopAbility(ctx, actor) : may;
  return able.ok ? may : able;
}

/** @returns false when somebody else did meanwhile */
function becomeFirst(
  ctx: Context,
  stop: Stop,
  actor: Actor,
  insteadOf: string | null,
  rule: string | null,
): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    const rows = await tx
      .updateTable('stops')
      .set({ first_by: personText(actor) })
      .where('id', '=', stop.id)
      .where('state', '=', 'asked')
      .where('first_by', 'is not distinct from', insteadOf)
      .returning('id')
      .execute();
    if (rows.length === 0) return false;
    await ctx.queue.add(tx, 'show-stop', { stopId: stop.id }, { key: stop.id });
    const detail = insteadOf === null ? {} : { insteadOf };
    await auditStop(ctx, tx, stop, actor, { event: 'allowed', step: 'first', rule, detail });
    return true;
  });
}

/** @returns false when it changed meanwhile */
function begin(ctx: Context, stop: Stop, actor: Actor, first: string, rule: string | null): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    const second = personText(actor);
    const rows = await tx
      .updateTable('stops')
      .set({ state: 'running', second_by: second, confirmed_at: ctx.now() })
      .where('id', '=', stop.id)
      .where('state', '=', 'asked')
      .where('first_by', '=', first)
      .where('first_by', '!=', second)
      .where('expires_at', '>', ctx.now())
      .returning('id')
      .execute();
    if (rows.length === 0) return false;
    await ctx.queue.add(tx, 'run-stop', { stopId: stop.id }, { key: stop.id });
    await ctx.queue.add(tx, 'show-stop', { stopId: stop.id }, { key: stop.id });
    await auditStop(ctx, tx, stop, actor, { event: 'allowed', step: 'second', rule, detail: { first } });
    return true;
  });
}
