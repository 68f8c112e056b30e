import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { fromKysely, type PgBoss } from 'pg-boss';
import type { Database, Tx } from './database.ts';
import { QUEUE_SCHEMA } from './queue-settings.ts';

export interface AddOptions {
  /** At most one job of this key waits. Left out: every add is a job of its own. */
  readonly key?: string;
  /** Nobody else can have added a job of this key yet, so that none need be looked for. */
  readonly isNewKey?: boolean;
  /** Not before this many seconds from now; fractions are fine. Left out: at once. */
  readonly afterSeconds?: number;
  /** Higher runs first. Default 0. */
  readonly priority?: number;
}

/** Where pg-boss announces due jobs. Source: pg-boss 12.35, `notifyChannelSql`; a test notices if it moves. */
const NOTIFY_CHANNEL = `pgboss_${createHash('sha224').update(QUEUE_SCHEMA).digest('hex').slice(0, 24)}`;

/** A waiting job may be taken by a worker while it is looked at; more rounds than this mean a bug. */
const MAX_ROUNDS = 20;

/** See `Queue.add`. */
export async function addJob(
  boss: PgBoss,
  db: Tx | Database,
  name: string,
  data: object,
  options: AddOptions,
): Promise<void> {
  const { key = randomUUID(), afterSeconds = 0, priority = 0 } = options;
  const via = fromKysely(db);
  const insert = async () => {
    // The group is what keeps two jobs of one key from running at once.
    const job = { data, priority, singletonKey: key, group: { id: key }, startAfter: afterSeconds };
    const ids = await boss.insert(name, [job], { db: via, returnId: true });
    return (ids?.length ?? 0) > 0;
  };
  if (options.key === undefined || options.isNewKey === true) {
    await insert();
    return;
  }
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const waiting = await findWaiting(db, name, key);
    if (waiting === undefined) {
      if (await insert()) return;
    } else if (await joinWaiting(boss, via, name, waiting, data, afterSeconds)) return;
  }
  throw new Error(`the job ${name} ${key} could not be added: it kept changing while it was looked at`);
}

interface Waiting {
  readonly id: string;
  readonly state: string;
  readonly start_after: Date;
}

/**
 * Finds the waiting job of a key and locks it, so that no worker takes it before the caller's transaction is
 * visible to the worker; workers that passed over it meanwhile are told when the transaction commits. One lean
 * statement of our own because every batch of webhooks does this: through pg-boss it cost two, and 2 ms on
 * the embedded engine where this costs a tenth.
 */
async function findWaiting(db: Tx | Database, name: string, key: string): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`
    with waiting as (
      select id, state, start_after from pgboss.job
       where name = ${name} and singleton_key = ${key} and state < 'active'
       order by state limit 1 for update
    )
    select id, state::text as state, start_after,
           case when start_after <= now() then pg_notify(${NOTIFY_CHANNEL}, ${name}) end
      from waiting
  `.execute(db);
  return rows[0];
}

/**
 * Lets a waiting job stand for the one to be added, which is due sooner or has the delay of a retry to sit out.
 * @returns false when a worker took it first
 */
async function joinWaiting(
  boss: PgBoss,
  via: ReturnType<typeof fromKysely>,
  name: string,
  waiting: Waiting,
  data: object,
  afterSeconds: number,
): Promise<boolean> {
  const dueSooner =
    waiting.state === 'created' && Date.now() + afterSeconds * 1000 < waiting.start_after.getTime();
  if (!dueSooner) return true;
  const { updated } = await boss.update(name, data, { id: waiting.id, startAfter: afterSeconds, db: via });
  return updated > 0;
}
