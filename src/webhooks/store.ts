import { sql } from 'kysely';
import type { Database, Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import type { WakeUp } from './wake-up.ts';

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
  wakeUp: Pick<WakeUp, 'waits' | 'add'>,
  deliveries: readonly Delivery[],
): Promise<boolean[]> {
  const stillWaits = wakeUp.waits();
  const fresh = stillWaits === null ? null : await insertNew(db, deliveries);
  if (fresh !== null && stillWaits?.() === true) return fresh;
  // Also for duplicates: their first delivery may have died between its insert and this.
  return transact(db, async (tx) => {
    const inserted = fresh ?? (await insertNew(tx, deliveries));
    return { inserted, committed: await wakeUp.add(tx) };
  }).then(({ inserted, committed }) => {
    committed();
    return inserted;
  });
}

/** A control character: JSON never holds one as it is, and ids and types are checked not to. */
const SEPARATOR = '\x1e';

/**
 * Six parameters, whatever the number of rows, in which the payloads stand as the text they came as: nothing is
 * serialised again, and as long as all of them are new nothing but that comes back.
 */
async function insertNew(db: Database | Tx, deliveries: readonly Delivery[]): Promise<boolean[]> {
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
  `.execute(db);
  const added = rows[0]?.new ?? null;
  if (added === null) return deliveries.map(() => true);
  const fresh = new Set(added);
  return deliveries.map(({ webhookId, eventId }) => fresh.delete(`${webhookId} ${eventId}`));
}
