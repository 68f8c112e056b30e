import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { loadSnapshots } from '../pipelines/snapshot.ts';
import { askPolicy } from '../policy/ask.ts';
import type { Decision } from '../policy/decide.ts';
import { placeOf } from '../runs/action-place.ts';
import type { MyApprovals, MyHold } from '../views/approvals-list.ts';
import { decidableHolds } from '../views/card-holds.ts';
import { channelsSeenBy, holdsSeenIn } from './visible.ts';

/** More pipelines than these are not looked into for one list; whoever has more is told that there are. */
const MOST_PIPELINES = 100;
/** Of a card in more channels than these, it is enough to name one of the first. */
const MOST_CHANNELS = 5;

type MineContext = Pick<Context, 'config' | 'db' | 'slack' | 'log' | 'now' | 'policy'>;

/**
 * What waits for a person's approval, oldest first: of what has a card in a channel that they are in, what the rules let them
 * approve from here, or from one of those channels. Without rules, all of it. Nothing when Slack does not say which
 * channels those are.
 */
export async function approvalsFor(ctx: MineContext, actor: Actor): Promise<MyApprovals> {
  const channels = await channelsSeenBy(ctx, actor);
  if (channels === null) return { holds: [], isCut: false, channelsUnknown: true };
  const seen = await holdsSeenIn(ctx.db, channels, ctx.now(), MOST_PIPELINES + 1);
  const looked = seen.slice(0, MOST_PIPELINES);
  const ids = looked.map(({ pipelineId }) => pipelineId);
  const snapshots = await loadSnapshots(ctx, ctx.db, ids);
  const since = await waitingSince(ctx, ids);
  const holds: MyHold[] = [];
  for (const { pipelineId, channels: shownIn } of looked) {
    const snapshot = snapshots.get(pipelineId);
    if (snapshot === undefined) continue;
    for (const { workflow, job } of holdsOf(snapshot)) {
      const hold = { snapshot, workflow, job };
      const may = await mayApprove(ctx, actor, hold, shownIn);
      if (may === null) continue;
      // One that has just begun was not noted yet; CircleCI may say since when.
      holds.push({ ...hold, ...may, since: since.get(`${workflow.id} ${job.id}`) ?? job.startedAt });
    }
  }
  return { holds, isCut: seen.length > looked.length, channelsUnknown: false };
}

function holdsOf(snapshot: PipelineSnapshot) {
  return snapshot.workflows.flatMap((workflow: WorkflowSnapshot) =>
    decidableHolds({ snapshot }, workflow).map((job) => ({ workflow, job })),
  );
}

async function waitingSince(
  { db }: Pick<Context, 'db'>,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (pipelineIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('hold_waits')
    .select(['workflow_id', 'job_id', 'since'])
    .where('pipeline_id', 'in', pipelineIds)
    .execute();
  return new Map(rows.map((row) => [`${row.workflow_id} ${row.job_id}`, row.since.toISOString()]));
}

type May = Pick<MyHold, 'onlyIn' | 'needs'>;

/** @returns null when the rules do not let them, from here or from a channel that shows it */
async function mayApprove(
  ctx: MineContext,
  actor: Actor,
  { snapshot, workflow, job }: Pick<MyHold, 'snapshot' | 'workflow' | 'job'>,
  shownIn: readonly string[],
): Promise<May | null> {
  const policy = ctx.policy.current();
  if (policy === null) return { onlyIn: [], needs: [] };
  const { teamId, userId } = actor;
  const wanted = {
    projectSlug: snapshot.projectSlug,
    pipelineId: snapshot.id,
    workflowId: workflow.id,
    jobId: job.id,
    detail: {},
  };
  const { startedBy, triggerActor, ...place } = await placeOf(ctx.db, wanted, actor.channelId);
  const ask = (channel: string | null) =>
    askPolicy(
      ctx,
      policy,
      { teamId, userId },
      { action: 'approve', place: { ...place, channel }, startedBy, triggerActor, hasReason: false },
    );
  const here = needsOf(await ask(actor.channelId));
  if (here !== null) return { onlyIn: [], needs: here };
  const elsewhere: string[] = [];
  for (const channel of shownIn.slice(0, MOST_CHANNELS))
    if (needsOf(await ask(channel)) !== null) elsewhere.push(channel);
  return elsewhere.length === 0 ? null : { onlyIn: elsewhere, needs: [] };
}

/** @returns what the person has to add to be let; null when they are not let */
function needsOf({ allowed, missing }: Decision): MyHold['needs'] | null {
  if (allowed) return [];
  const needs = (['linked', 'reason'] as const).filter((one) => missing.includes(one));
  return missing.length > 0 && needs.length === missing.length ? needs : null;
}
