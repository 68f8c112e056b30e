import { sql } from 'kysely';
import { APPLY_EVENTS_KEY } from '../domain/job-data.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { Queue } from '../storage/queue.ts';
import { transact } from '../storage/transact.ts';

/** What is kept of a delivery: who sent it, which event it is, and the payload's JSON text. */
export interface Delivery {
  readonly webhookId: string;
  readonly eventId: string;
  readonly type: string;
  /** Null for an event about no pipeline. */
  readonly pipelineId: string | null;
  readonly text: string;
}

/**
 * Commits deliveries and the job that will apply them, together. One that is there already (the same webhook and event)
 * is left as it is.
 *
 * @returns for each delivery whether it was new; of two alike in one call the first is
 * @throws what the database throws; then none of them is stored, or all are and come again as duplicates
 */
export async function storeDeliveries(
  db: Database,
  queue: Pick<Queue, 'add'>,
  deliveries: readonly Delivery[],
): Promise<boolean[]> {
  return transact(db, async (tx) => {
    const fresh = await insertNew(tx, deliveries);
    await queue.add(tx, 'apply-events', {}, { key: APPLY_EVENTS_KEY });
    return fresh;
  });
}

/** A control character: JSON never holds one as it is, and ids and types are checked not to. */
const SEPARATOR = '\x1e';

/**
 * Six parameters, whatever the number of rows, in which the payloads stand as the text they came as: nothing is
 * serialised again, and as long as all of them are new nothing but that comes back.
 */
async function insertNew(tx: Tx, deliveries: readonly Delivery[]): Promise<boolean[]> {
  // In one order, or two replicas that are sent the same events at once could wait for each other.
  const inOrder = deliveries.toSorted((a, b) => (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0));
  const column = (name: keyof Delivery) =>
    sql`string_to_array(${inOrder.map((delivery) => delivery[name] ?? '').join(SEPARATOR)}::text, ${sql.lit(SEPARATOR)})`;
  const { rows } = await sql<{ readonly new: string[] | null }>`
    with added as (
      insert into inbox (webhook_id, event_id, type, payload, pipeline_id)
      select w, e, t, p::json, nullif(i, '')
        from unnest(${column('webhookId')}, ${column('eventId')}, ${column('type')}, ${column('text')}, ${column('pipelineId')})
             as row (w, e, t, p, i)
      on conflict do nothing
      returning webhook_id, event_id
    )
    select case when count(*) < ${deliveries.length}::int
                then coalesce(json_agg(webhook_id || ' ' || event_id), '[]') end as new
      from added
  `.execute(tx);
  const added = rows[0]?.new ?? null;
  if (added === null) return deliveries.map(() => true);
  const fresh = new Set(added);
  return deliveries.map(({ webhookId, eventId }) => fresh.delete(`${webhookId} ${eventId}`));
}
