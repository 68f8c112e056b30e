import { createHash, randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionKind, ActionState } from '../domain/pipeline.ts';
import { refreshCards, tryAgain } from '../notifications/follow.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { Tables } from '../storage/schema.ts';
import { transact } from '../storage/transact.ts';
import { auditRequest } from './action-audit.ts';

/** What someone asked for, as it is stored. */
export interface ActionRow {
  readonly id: string;
  readonly kind: ActionKind;
  readonly state: ActionState;
  readonly teamId: string;
  readonly slackUserId: string;
  readonly channelId: string | null;
  readonly projectSlug: string;
  readonly pipelineId: string | null;
  readonly workflowId: string | null;
  readonly jobId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly requestedAt: Date;
  /** Names the lease that whoever read this row holds: a newer one means that someone else has taken the action over. */
  readonly leasedUntil: Date | null;
  /** CircleCI may have been called: never call again, only read back. */
  readonly calledAt: Date | null;
  /** `shared`, or `linked:` and the CircleCI user id of the person who asked. */
  readonly actingAs: string;
}

export interface NewAction {
  readonly kind: ActionKind;
  readonly projectSlug: string;
  readonly pipelineId: string | null;
  readonly workflowId: string | null;
  readonly jobId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Whoever performs an action has this long; after that another may take it over and read CircleCI back. */
export const LEASE_MS = 45_000;
/** When the queue looks whether an action was left unfinished. */
export const LOOK_AFTER_SECONDS = 50;

/**
 * Writes down what someone asks for, before anything is done, and leaves it to the queue as well: if this process
 * dies, another finishes it.
 *
 * @param permitted as whom, and what allowed it
 * @returns the action, or null when the same is being done (or, for an approval, was done) already
 */
export async function beginAction(
  ctx: Pick<Context, 'db' | 'queue' | 'now'>,
  actor: Actor,
  wanted: NewAction,
  permitted: { readonly as: string; readonly rule: string | null },
): Promise<ActionRow | null> {
  return transact(ctx.db, async (tx) => {
    const id = randomUUID();
    const inserted = await tx
      .insertInto('actions')
      .values({
        id,
        kind: wanted.kind,
        state: 'pending',
        team_id: actor.teamId,
        slack_user_id: actor.userId,
        channel_id: actor.channelId,
        project_slug: wanted.projectSlug,
        pipeline_id: wanted.pipelineId,
        workflow_id: wanted.workflowId,
        job_id: wanted.jobId,
        detail: JSON.stringify(wanted.detail),
        acting_as: permitted.as,
        request_key: runKey(actor, wanted),
        leased_until: new Date(ctx.now().getTime() + LEASE_MS),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (inserted === undefined) {
      const { rule } = permitted;
      const entry = { event: 'failed', actionId: null, as: null, rule, why: 'already' } as const;
      await auditRequest(ctx, tx, actor, wanted, entry);
      return null;
    }
    const look = { key: id, isNewKey: true, afterSeconds: LOOK_AFTER_SECONDS };
    await ctx.queue.add(tx, 'settle-action', { actionId: id }, look);
    if (wanted.pipelineId !== null) {
      if (actor.channelId !== null) await tryAgain(tx, wanted.pipelineId, actor.channelId);
      await refreshCards(ctx, tx, wanted.pipelineId, { urgent: true, shownBy: actor.channelId });
    }
    const { as, rule } = permitted;
    const entry = { event: 'allowed', actionId: id, as, rule } as const;
    await auditRequest(ctx, tx, actor, wanted, entry);
    return actionOf(inserted);
  });
}

/** Who is doing, or has done, the same as {@link beginAction} was just asked for. */
export async function findRival(db: Database, actor: Actor, wanted: NewAction): Promise<ActionRow | null> {
  let query = db
    .selectFrom('actions')
    .select('id')
    .where('kind', 'in', rivalKinds(wanted.kind))
    .where('state', 'in', ['pending', 'confirmed'])
    .orderBy('requested_at', 'desc')
    .limit(1);
  if (wanted.kind === 'run') {
    query = query.where('state', '=', 'pending').where('request_key', '=', runKey(actor, wanted));
  } else if (wanted.kind === 'rollback') {
    const { component, environment } = wanted.detail;
    query = query
      .where('project_slug', '=', wanted.projectSlug)
      .where('state', '=', 'pending')
      .where(sql`detail->>'component'`, '=', component)
      .where(sql`detail->>'environment'`, '=', environment);
  } else if (wanted.jobId === null) query = query.where('workflow_id', '=', wanted.workflowId);
  else query = query.where('job_id', '=', wanted.jobId);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : loadAction(db, row.id);
}

/**
 * Names who asked for which run. People who get no answer ask again: while the first request is under way, the second
 * one is the same. What two people ask for is two runs, and so is what one person asks for again later.
 */
function runKey({ teamId, userId }: Actor, { kind, projectSlug, detail }: NewAction): string | null {
  if (kind !== 'run') return null;
  const { ref = null, parameters = {}, definitionId = null } = detail;
  const values = Object.entries(Object(parameters)).sort(([a], [b]) => (a < b ? -1 : 1));
  const what = JSON.stringify([teamId, userId, projectSlug, ref, values, definitionId]);
  return createHash('sha256').update(what).digest('hex');
}

/** A hold is decided once: approved or rejected. */
function rivalKinds(kind: ActionKind): readonly ActionKind[] {
  return kind === 'approve' || kind === 'reject' ? ['approve', 'reject'] : [kind];
}

export async function loadAction(db: Database | Tx, id: string): Promise<ActionRow | null> {
  const row = await db.selectFrom('actions').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : actionOf(row);
}

function actionOf(row: Selectable<Tables['actions']>): ActionRow {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    teamId: row.team_id,
    slackUserId: row.slack_user_id,
    channelId: row.channel_id,
    projectSlug: row.project_slug,
    pipelineId: row.pipeline_id,
    workflowId: row.workflow_id,
    jobId: row.job_id,
    detail: row.detail,
    requestedAt: row.requested_at,
    leasedUntil: row.leased_until,
    calledAt: row.called_at,
    actingAs: row.acting_as,
  };
}
