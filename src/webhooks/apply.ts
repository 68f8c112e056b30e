import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { CompletionEvent } from '../domain/event.ts';
import { slugName } from '../domain/project-slug.ts';
import { cardsFollow } from '../notifications/follow.ts';
import { recordOfEvent } from '../pipelines/from-event.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { mergeRecords } from '../pipelines/merge.ts';
import { mergeIntoStore } from '../pipelines/store.ts';
import { saveProject } from '../projects/save.ts';
import { isDataError } from '../storage/data-error.ts';
import type { Database, Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { readCompletionEvent } from './normalise.ts';

type ApplyContext = Pick<Context, 'config' | 'db' | 'queue' | 'log' | 'metrics' | 'now'>;

/**
 * As many deliveries are applied in one transaction, so that none holds its locks for long.
 */
const BATCH = 10;
/**
 * And with them all that waits about the same pipelines: to merge one more into a pipeline that is changed anyway costs
 * next to nothing, and in a burst, where twenty deliveries of a pipeline wait, that is most of the work.
 */
const MOST_TOGETHER = 200;
/**
 * When more waits than one transaction takes, deliveries pour in. The receiver goes first meanwhile, and what it stores
 * is applied together with what is there of the same pipelines.
 */
const BREATHER_MS = 250;
/**
 * A webhook knows nothing of how many jobs there are. The reading that it sets off does, and has the cards follow at
 * once; only where CircleCI is slow or down do they follow the webhook alone. So a change is one update, not two.
 */
const WAIT_FOR_READING_SECONDS = 1;

interface Delivery {
  readonly webhook_id: string;
  readonly event_id: string;
  readonly pipeline_id: string | null;
  readonly payload: unknown;
  readonly received_at: Date;
}

/**
 * Applies the deliveries that wait in the inbox, oldest first: merges them into the pipelines' state, has their cards
 * made true and CircleCI read for what webhooks do not tell (holds, how many jobs there are). Runs as a job.
 *
 * @throws when the database fails; the deliveries stay in the inbox and the queue tries again
 */
export async function applyEvents(ctx: ApplyContext): Promise<void> {
  for (;;) {
    const taken = await applyTogether(ctx).catch(async (error: unknown) => {
      ctx.log.warn({ err: error }, 'deliveries could not be applied together, now one by one');
      return applyOneByOne(ctx);
    });
    if (taken === 0) return;
    if (taken >= BATCH) await pause(BREATHER_MS);
  }
}

function applyTogether(ctx: ApplyContext): Promise<number> {
  return transact(ctx.db, async (tx) => {
    const oldest = await waiting(tx).forUpdate().skipLocked().execute();
    const deliveries = oldest.length < BATCH ? oldest : [...oldest, ...(await alike(tx, oldest))];
    await apply(ctx, tx, deliveries);
    return deliveries.length;
  });
}

/** One of them is at fault: it is set aside with the reason, and does not hold up the others. */
async function applyOneByOne(ctx: ApplyContext): Promise<number> {
  const deliveries = await waiting(ctx.db).execute();
  for (const delivery of deliveries) {
    try {
      await transact(ctx.db, (tx) => apply(ctx, tx, [delivery]));
    } catch (error) {
      if (!isDataError(error)) throw error;
      ctx.log.error(
        { err: error, event: delivery.event_id },
        'a delivery cannot be applied and is set aside',
      );
      const problem = error instanceof Error ? error.message : 'unknown';
      await mark(ctx.db, [delivery], { processed_at: ctx.now(), problem });
    }
  }
  return deliveries.length;
}

async function apply(ctx: ApplyContext, tx: Tx, deliveries: readonly Delivery[]): Promise<void> {
  const events = deliveries.flatMap((delivery) => eventOf(ctx, delivery));
  await lockPipelines(
    tx,
    events.map(({ pipeline }) => pipeline.id),
  );
  const slugs = await saveProjects(ctx, tx, events);
  // Everyone locks pipelines in the same order, or two transactions could wait for each other: older ones first, because
  // the end of one may change what the next of its branch shows.
  const inOrder = events.toSorted(({ pipeline: a }, { pipeline: b }) =>
    inOrderOf(`${a.createdAt} ${a.id}`, `${b.createdAt} ${b.id}`),
  );
  for (const [pipelineId, ofPipeline] of Map.groupBy(inOrder, ({ pipeline }) => pipeline.id)) {
    const records = ofPipeline.map((event) => recordOfEvent(event, slugs.get(event) ?? event.project.slug));
    await mergeIntoStore(tx, records.reduce(mergeRecords));
    await cardsFollow(ctx, tx, pipelineId, {
      afterSeconds: WAIT_FOR_READING_SECONDS,
      cause: { happenedAt: firstOf(ofPipeline) },
    });
    const sync = { pipelineId, attempt: 0, reason: 'webhook' };
    await ctx.queue.add(tx, 'sync-pipeline', sync, { key: pipelineId });
  }
  await mark(tx, deliveries, { processed_at: ctx.now() });
  for (const event of events) measureLag(ctx, event);
}

function firstOf(events: readonly CompletionEvent[]): Date {
  return new Date(Math.min(...events.map(({ happenedAt }) => new Date(happenedAt).getTime())));
}

function measureLag({ metrics, now }: ApplyContext, event: CompletionEvent): void {
  metrics.eventApplied(event.type, (now().getTime() - new Date(event.happenedAt).getTime()) / 1000);
}

/**
 * Each once, before any pipeline and in one order, for the same reason.
 *
 * @returns the present slug of each event's project
 */
async function saveProjects(
  ctx: ApplyContext,
  tx: Tx,
  events: readonly CompletionEvent[],
): Promise<ReadonlyMap<CompletionEvent, string>> {
  const slugs = new Map<CompletionEvent, string>();
  const byProject = Map.groupBy(events, ({ project: { id, slug } }) => `${slug} ${id}`);
  for (const [, ofProject] of [...byProject].toSorted(([a], [b]) => inOrderOf(a, b))) {
    const [first] = ofProject;
    if (first === undefined) continue;
    const { slug, id, name } = first.project;
    // A payload that leaves the name out (GitHub App runs do) must not take away the one that is known.
    const named = name === slugName(slug) ? null : name;
    const organizationId = first.organization.id || null;
    const present = await saveProject(ctx, tx, {
      slug,
      id,
      name: named,
      organizationId,
      at: firstOf(ofProject),
    });
    for (const event of ofProject) slugs.set(event, present);
  }
  return slugs;
}

/** As code units, the same on every machine; equal ones stay as they came. */
function inOrderOf(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function waiting(db: Database | Tx) {
  return db
    .selectFrom('inbox')
    .select(COLUMNS)
    .where('processed_at', 'is', null)
    .orderBy('received_at')
    .limit(BATCH);
}

/** @returns what else waits about the same pipelines */
async function alike(tx: Tx, oldest: readonly Delivery[]): Promise<Delivery[]> {
  const pipelineIds = oldest.flatMap(({ pipeline_id: id }) => (id === null ? [] : [id]));
  if (pipelineIds.length === 0) return [];
  const rows = await tx
    .selectFrom('inbox')
    .select(COLUMNS)
    .where('processed_at', 'is', null)
    .where('pipeline_id', 'in', pipelineIds)
    .orderBy('received_at')
    .limit(MOST_TOGETHER + BATCH)
    .forUpdate()
    .skipLocked()
    .execute();
  const taken = new Set(oldest.map(keyOf));
  return rows.filter((row) => !taken.has(keyOf(row))).slice(0, MOST_TOGETHER);
}

const COLUMNS = ['webhook_id', 'event_id', 'pipeline_id', 'payload', 'received_at'] as const;

const keyOf = ({ webhook_id: webhook, event_id: event }: Delivery) => `${webhook} ${event}`;

async function mark(
  db: Database | Tx,
  deliveries: readonly Delivery[],
  values: { readonly processed_at: Date; readonly problem?: string },
): Promise<void> {
  if (deliveries.length === 0) return;
  await db
    .updateTable('inbox')
    .set(values)
    .where((eb) =>
      eb(
        eb.refTuple('webhook_id', 'event_id'),
        'in',
        deliveries.map(({ webhook_id, event_id }) => eb.tuple(webhook_id, event_id)),
      ),
    )
    .execute();
}

/** An event of a type that CircleCI may add is kept in the inbox and passed over. */
function eventOf(ctx: ApplyContext, delivery: Delivery): CompletionEvent[] {
  const event = readCompletionEvent(delivery.payload, delivery.received_at);
  if (event !== null) return [event];
  ctx.log.info({ event: delivery.event_id }, 'a stored delivery is none that the bot applies');
  return [];
}
