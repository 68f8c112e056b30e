import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { JobName } from '../domain/job-data.ts';
import type { QueueDepth } from '../telemetry/metrics-application.ts';
import type { Database } from './database.ts';
import { DEAD_LETTERS, jobNames } from './queue-settings.ts';

const NOTHING: QueueDepth = { waiting: 0, deferred: 0, active: 0, dead: 0 };

/** See `Queue.counts`. */
export async function countJobs(db: Database): Promise<Readonly<Record<JobName, QueueDepth>>> {
  const { rows } = await sql<{ name: string; place: keyof QueueDepth; count: number }>`
    select case when name = ${DEAD_LETTERS} then source_name else name end as name,
           case when name = ${DEAD_LETTERS} then 'dead'
                when state = 'active' then 'active'
                when start_after > now() then 'deferred'
                else 'waiting' end as place,
           count(*)::int as count
      from pgboss.job
     where state < 'completed'
     group by 1, 2
  `.execute(db);
  const depth = (name: JobName) =>
    Object.fromEntries(rows.filter((row) => row.name === name).map((row) => [row.place, row.count]));
  return Object.fromEntries(jobNames.map((name) => [name, { ...NOTHING, ...depth(name) }])) as Record<
    JobName,
    QueueDepth
  >;
}

/** See `Queue.isDue`. */
export async function isDue(db: Database, name: JobName, key: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pgboss.job
     where name = ${name} and singleton_key = ${key} and state < 'active' and start_after <= now()
  `.execute(db);
  return rows.length > 0;
}

/** See `Queue.drain`. */
export async function waitUntilQuiet(db: Database, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const busy = Object.entries(await countJobs(db)).filter(([, depth]) => depth.waiting + depth.active > 0);
    if (busy.length === 0) return;
    if (Date.now() > deadline) {
      const list = busy.map(([name, depth]) => `${name} (waiting ${depth.waiting}, active ${depth.active})`);
      throw new Error(`jobs still due or running after ${timeoutMs} ms: ${list.join(', ')}`);
    }
    await sleep(5);
  }
}
