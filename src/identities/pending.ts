import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Person } from './store.ts';

/** What waits for its person to connect, or to confirm it: an action as it was asked for, with ids and without any secret. */
const Wanted = z.object({
  kind: z.enum(['run', 'approve', 'reject', 'rerun', 'cancel', 'rollback']),
  projectSlug: z.string(),
  pipelineId: z.string().nullable(),
  workflowId: z.string().nullable(),
  jobId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type PendingAction = z.output<typeof Wanted>;

/** As long as Slack's answer addresses live: who comes later asks again. */
const KEEP_MINUTES = 30;

/** @returns the id under which {@link takePending} gives it back */
export async function keepPending(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { teamId, userId, channelId }: Actor,
  wanted: PendingAction,
): Promise<string> {
  const id = randomUUID();
  const row = { id, team_id: teamId, user_id: userId, channel_id: channelId, created_at: now() };
  await db
    .insertInto('pending_requests')
    .values({ ...row, wanted: JSON.stringify(wanted) })
    .execute();
  return id;
}

/** @returns what waited, once, and only to whom it belongs; null for everybody else and the second time */
export async function takePending(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { teamId, userId }: Person,
  id: string,
): Promise<{ readonly wanted: PendingAction; readonly channelId: string | null } | null> {
  const row = await db
    .deleteFrom('pending_requests')
    .where(sql<boolean>`id::text = ${id}`)
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('created_at', '>', new Date(now().getTime() - KEEP_MINUTES * 60_000))
    .returning(['wanted', 'channel_id'])
    .executeTakeFirst();
  return row === undefined ? null : { wanted: Wanted.parse(row.wanted), channelId: row.channel_id };
}

/** Deletes what nobody came back for. */
export async function forgetPending({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - KEEP_MINUTES * 60_000);
  await db.deleteFrom('pending_requests').where('created_at', '<', before).execute();
}
