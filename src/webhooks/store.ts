import { sql } from 'kysely';
import type { Database, Tx } from '../storage/database.ts';
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
 * Commits deliveries and the job that will apply them, in one transaction. One that is there already (the same
 * webhook and event) is left as it is.
 *
 * @returns for each delivery whether it was new; of two alike in one call the first is
 * @throws what the database throws; then none of them is stored
 */
export async function storeDeliveries(
  db: Database,
  wakeUp: Pick<WakeUp, 'add'>,
  deliveries: readonly Delivery[],
): Promise<boolean[]> {
  const { fresh, committed } = await db.transaction().execute(async (tx) => {
    const { numAffectedRows } = await insertNew(deliveries).execute(tx);
    const count = Number(numAffectedRows ?? 0n);
    return {
      fresh:
        count === deliveries.length ? deliveries.map(() => true) : await whichAreNew(tx, deliveries, count),
      committed: count > 0 ? await wakeUp.add(tx) : null,
    };
  });
  committed?.();
  return fresh;
}

/** A control character: JSON never holds one as it is, and ids and types are checked not to. */
const SEPARATOR = '\x1e';

/**
 * Five parameters, whatever the number of rows, in which the payloads stand as the text they came as: nothing is
 * serialised again, and nothing but a number comes back.
 */
function insertNew(deliveries: readonly Delivery[]) {
  // In one order, or two replicas that are sent the same events at once could wait for each other.
  const inOrder = deliveries.toSorted((a, b) => (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0));
  const column = (name: keyof Delivery) =>
    sql`string_to_array(${inOrder.map((delivery) => delivery[name] ?? '').join(SEPARATOR)}::text, ${sql.lit(SEPARATOR)})`;
  return sql`
    insert into inbox (webhook_id, event_id, type, payload, pipeline_id)
    select w, e, t, p::json, nullif(i, '')
      from unnest(${column('webhookId')}, ${column('eventId')}, ${column('type')}, ${column('text')}, ${column('pipelineId')})
           as row (w, e, t, p, i)
    on conflict do nothing
  `;
}

/**
 * Asked only when not all were new, which is rare: to have each insert say it cost the embedded engine a tenth of
 * the whole. Rows of this very transaction are the new ones.
 */
async function whichAreNew(tx: Tx, deliveries: readonly Delivery[], count: number): Promise<boolean[]> {
  if (count === 0) return deliveries.map(() => false);
  const eventIds = deliveries.map(({ eventId }) => eventId).join(SEPARATOR);
  const { rows } = await sql<{ webhook_id: string; event_id: string }>`
    select webhook_id, event_id from inbox
     where event_id = any(string_to_array(${eventIds}::text, ${sql.lit(SEPARATOR)}))
       and xmin = pg_current_xact_id()::xid
  `.execute(tx);
  const fresh = new Set(rows.map((row) => `${row.webhook_id} ${row.event_id}`));
  return deliveries.map(({ webhookId, eventId }) => fresh.delete(`${webhookId} ${eventId}`));
}
