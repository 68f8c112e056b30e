import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { appendAudit } from '../src/audit/append.ts';
import { entryHash, GENESIS } from '../src/audit/chain.ts';
import { type AuditFacts, bodyOf, NOWHERE } from '../src/audit/entry.ts';
import { verifyLog } from '../src/audit/verify.ts';
import { LONG_TIMEOUTS } from '../src/storage/connections.ts';
import { openStorage } from '../src/storage/database.ts';
import { figuresOf, report, round } from './support/figures.ts';

/**
 * 1,000,000 entries in the database that the bot brings, as long as those of real approvals, verified as `circleci-chatops
 * audit verify` does it: read, and every hash computed again. And what appending one costs on top of the action's own rows.
 */
const ENTRIES = 1_000_000;
const BATCH = 5_000;
const APPENDS = 500;
const PROMISE_SECONDS = 20;

const dataDir = await mkdtemp(join(tmpdir(), 'chatops-bench-'));
const storage = await openStorage({ url: undefined, dataDir }, { as: 'command', timeouts: LONG_TIMEOUTS });
const bytes = await fill();

const began = performance.now();
const before = process.cpuUsage();
const result = await verifyLog(storage.db);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(before);
const cpuSeconds = (user + system) / 1e6;
if (!result.ok || result.entries !== ENTRIES) throw new Error(`the log is broken: ${JSON.stringify(result)}`);
report({
  bench: 'audit',
  who: 'bot',
  figure: `verify ${ENTRIES} entries`,
  bytesPerEntry: Math.round(bytes / ENTRIES),
  cpuSeconds: round(cpuSeconds),
  value: round(seconds),
  unit: 's',
  atMost: PROMISE_SECONDS,
});

const times: number[] = [];
for (let n = 0; n < APPENDS; n += 1) {
  const start = performance.now();
  await storage.db.transaction().execute((tx) => appendAudit(tx, factsOf(n)));
  times.push(performance.now() - start);
}
const { p50, p99, max } = figuresOf(times, 1, 0);
report({ bench: 'audit', part: 'append', to: ENTRIES, p50Ms: p50, p99Ms: p99, maxMs: max });
await storage.close();
await rm(dataDir, { recursive: true, force: true });

/** Without the indexes that searching needs and verifying does not: only how long the preparation takes differs. */
async function fill(): Promise<number> {
  for (const name of ['person', 'project', 'action', 'time']) {
    await sql.raw(`drop index audit_by_${name}`).execute(storage.db);
  }
  // They take one entry after the other.
  for (const table of ['audit_log', 'audit_head']) {
    await sql.raw(`alter table ${table} disable trigger user`).execute(storage.db);
  }
  let previous = GENESIS;
  let size = 0;
  for (let first = 1; first <= ENTRIES; first += BATCH) {
    const entries = Array.from({ length: BATCH }, (_, offset) => {
      const seq = first + offset;
      const body = bodyOf(factsOf(seq));
      previous = entryHash(previous, seq, body);
      size += body.length;
      return { seq: seq, body, hash: previous };
    });
    await storage.db.insertInto('audit_log').values(entries).execute();
  }
  await sql`update audit_head set seq = ${ENTRIES}, hash = ${previous}`.execute(storage.db);
  for (const table of ['audit_log', 'audit_head']) {
    await sql.raw(`alter table ${table} enable trigger user`).execute(storage.db);
  }
  return size;
}

function factsOf(n: number): AuditFacts {
  return {
    at: new Date(Date.UTC(2026, 0, 1) + n * 30_000),
    event: n % 2 === 0 ? 'confirmed' : 'allowed',
    action: 'approve',
    actionId: '3f0c6b1e-6a53-4d8e-9d1a-9b3f6a2b7c11',
    teamId: 'T024BE7LD',
    userId: `U0${n % 500}`,
    where: {
      ...NOWHERE,
      channel: 'C024BE91L',
      project: `gh/acme/service-${n % 200}`,
      branch: 'release/2026-11',
      pipeline: '9b3f6a2b-6a53-4d8e-9d1a-3f0c6b1e7c11',
      workflow: 'build-and-deploy',
      job: 'approve-production',
    },
    as: 'shared',
    rule: 'production is approved by its owners',
    reason: null,
    detail: { requestedAt: '2026-11-21T10:00:00.000Z', calledAt: '2026-11-21T10:00:00.400Z' },
    answer: { status: 202, requestId: 'b7c1e1a2-0000-4000-8000-000000000000' },
  };
}
