import { sql } from 'kysely';
import type { PgBoss } from 'pg-boss';
import type { JobName } from '../domain/job-data.ts';
import type { Database } from './database.ts';
import { DEAD_LETTERS, deadLetterSettings, jobNames, queueSettings } from './queue-settings.ts';
import { transact } from './transact.ts';

/** Creates every queue, or brings an existing one to today's settings. Safe to run in several replicas. */
export async function installQueues(boss: PgBoss, db: Database): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  if (existing.has(DEAD_LETTERS)) await boss.updateQueue(DEAD_LETTERS, deadLetterSettings);
  else await boss.createQueue(DEAD_LETTERS, deadLetterSettings);

  for (const name of jobNames) {
    const settings = { ...queueSettings[name], deadLetter: DEAD_LETTERS, notify: true };
    const known = existing.get(name);
    // `short`: at most one job per key is waiting, and a second one is left out without an error,
    // which would abort the transaction it is added in.
    if (known === undefined) await boss.createQueue(name, { ...settings, policy: 'short' });
    else if (!holds(known, settings)) await boss.updateQueue(name, settings);
  }
  await indexKeys(db);
  await rememberQueues(boss);
}

/** As a rule nothing changed since the last start, which would wait for each update. */
function holds(known: object, settings: object): boolean {
  return Object.entries(settings).every(([key, value]) => Reflect.get(known, key) === value);
}

/**
 * Every add looks for the waiting job of its key, for which pg-boss has no index: with 30,000 jobs in the table that
 * took 6 ms, and the finished jobs of the last minutes are among them. One replica makes it, others wait.
 */
async function indexKeys(db: Database): Promise<void> {
  await transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('chatops_waiting_keys'))`.execute(tx);
    await sql`
      create index if not exists chatops_waiting_keys on pgboss.job (name, singleton_key) where state < 'active'
    `.execute(tx);
  });
}

/**
 * pg-boss looks a queue up when it is first used, on its own connection. Inside a transaction of the embedded
 * engine, which has no other connection, that would wait for ever; so it is done here.
 */
async function rememberQueues(boss: PgBoss): Promise<void> {
  for (const name of [...jobNames, DEAD_LETTERS]) await boss.findJobs(name, { id: NO_JOB });
}

const NO_JOB = '00000000-0000-0000-0000-000000000000';

/**
 * A job that was running at more deaths than this may be their cause: it waits a moment, in which the others get done.
 * Not longer, since it may as well only have been the oldest job each time, and then its card is missing meanwhile.
 * Not the one that applies the inbox: every start does that anyway, and while it waited, no event would be applied.
 */
const INNOCENT_UNTIL = 10;
const SUSPECT_WAITS_SECONDS = 10;
const NEVER_WAITS: JobName = 'apply-events';

/**
 * Gives jobs that were running when the last process ended back to their queues, where they are due at once: until
 * then no other job of their keys runs, so a dead one would hold up its card, or all of the inbox.
 */
export async function releaseOrphans(boss: PgBoss, db: Database): Promise<void> {
  const { rows } = await sql<{ name: string; ids: string[] }>`
    select name, array_agg(id::text) as ids from pgboss.job where state = 'active' group by name
  `.execute(db);
  for (const { name, ids } of rows) {
    await boss.fail(name, ids, { message: 'the process ended while this job ran' });
    await sql`
      update pgboss.job
         set start_after = now() + case
               when retry_count <= ${INNOCENT_UNTIL} or name = ${NEVER_WAITS} then interval '0'
               else make_interval(secs => ${SUSPECT_WAITS_SECONDS})
             end
       where name = ${name} and state = 'retry'
         and id in (select unnest(string_to_array(${ids.join(' ')}, ' '))::uuid)
    `.execute(db);
  }
}
