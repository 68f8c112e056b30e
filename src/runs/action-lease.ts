import type { UpdateQueryBuilder, UpdateResult } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/schema.ts';
import { type ActionRow, LEASE_MS, loadAction } from './action-store.ts';

/**
 * Who may go on with an action: one at a time, by a lease. A performer may be slow, stopped or dead, so another takes
 * over when the lease has ended; what the first one writes after that changes nothing.
 */

type UpdateActions = UpdateQueryBuilder<Tables, 'actions', 'actions', UpdateResult>;

/**
 * Takes over an action that its performer left.
 *
 * @returns the action, now leased to the caller; when someone may still be at it, until when; null when it is settled
 */
export async function takeOver(
  db: Database,
  id: string,
  now: Date,
): Promise<ActionRow | { readonly busyUntil: Date } | null> {
  const taken = await unsettled(db.updateTable('actions'), id)
    .set({ leased_until: new Date(now.getTime() + LEASE_MS) })
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', now)]))
    .returning('id')
    .execute();
  const action = await loadAction(db, id);
  if (taken.length > 0 || action === null) return action;
  const isOpen = action.state === 'pending' || action.state === 'unknown';
  return isOpen ? { busyUntil: action.leasedUntil ?? now } : null;
}

/**
 * Notes that CircleCI is about to be called. It is committed first, so that after a crash nobody calls twice.
 *
 * @returns false when it was noted before, or someone has taken the action over: then the call may have been made,
 *   and only reading back is allowed
 */
export async function noteCall(db: Database, action: ActionRow, now: Date): Promise<boolean> {
  const noted = await held(db.updateTable('actions'), action)
    .set({ called_at: now })
    .where('called_at', 'is', null)
    .returning('id')
    .execute();
  return noted.length > 0;
}

/** Leaves the action to another performer, who may take it over at once. */
export async function putDown(db: Database, action: ActionRow): Promise<void> {
  await held(db.updateTable('actions'), action).set({ leased_until: null }).execute();
}

/** Adds to the request what whoever takes over will need to know. */
export async function noteDetail(
  db: Database,
  action: ActionRow,
  detail: ActionRow['detail'],
): Promise<void> {
  await held(db.updateTable('actions'), action)
    .set({ detail: JSON.stringify({ ...action.detail, ...detail }) })
    .execute();
}

/** Limits an update of an action to while the caller's lease is the one that counts and nobody has settled it. */
export function held(update: UpdateActions, { id, leasedUntil }: ActionRow) {
  const open = unsettled(update, id);
  return leasedUntil === null
    ? open.where('leased_until', 'is', null)
    : open.where('leased_until', '=', leasedUntil);
}

function unsettled(update: UpdateActions, id: string) {
  return update.where('id', '=', id).where('state', 'in', ['pending', 'unknown']);
}
