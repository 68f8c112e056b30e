import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { forgetLanes } from './lanes.ts';

/** `/circleci health` looks back a day. */
const KEEP_HOURS = 48;
/** However much is delivered, no more rows than this are kept. */
const MOST_ROWS = 200_000;

/** Deletes what delivery has measured and noted and nobody asks for any more. */
export async function forgetOldDeliveries({ db }: Pick<Context, 'db'>): Promise<void> {
  await sql`
    delete from deliveries
     where delivered_at < now() - make_interval(hours => ${KEEP_HOURS})
        or id <= (select max(id) - ${MOST_ROWS} from deliveries)
  `.execute(db);
  await sql`
    delete from closure_notices where told_at < now() - make_interval(hours => ${KEEP_HOURS})
  `.execute(db);
  // Of messages that nothing is done about any more; where a job still waits, it only takes its turn anew.
  await sql`
    delete from outgoing where failed_at is null and noted_at < now() - make_interval(hours => ${KEEP_HOURS})
  `.execute(db);
  await forgetLanes(db);
}
