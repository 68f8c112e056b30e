import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStorage } from '../src/storage/database.ts';
import { factsOf } from '../src/subscriptions/facts.ts';
import { wantsCard } from '../src/subscriptions/match.ts';
import { subscriptionsTo } from '../src/subscriptions/subscriptions.ts';
import { figuresOf, report, round } from './support/figures.ts';
import { subscribedPipeline } from './support/subscribed-pipeline.ts';

/**
 * 100,000 subscriptions in the database that the bot brings, 100 for each of 990 projects and 1,000 by glob. One event: the
 * subscriptions to its project are looked up in the database and each is asked. `first` is both for a project that no
 * event has met yet, the other figures are for all later ones.
 */
const PROJECTS = 990;
const CHANNELS = 100;
const GLOBS = 1_000;
const EVENTS = 2_000;

const dataDir = await mkdtemp(join(tmpdir(), 'chatops-bench-'));
const storage = await openStorage({ url: undefined, dataDir });
const before = process.memoryUsage().rss;
await fill();
const facts = factsOf(subscribedPipeline(`gh/acme/project-7`), { defaultBranch: 'main', before: new Map() });

/** What is timed for each event, in milliseconds. */
const times = {
  first: [] as number[],
  lookup: [] as number[],
  matching: [] as number[],
  both: [] as number[],
};
let asked = 0;
let wanted = 0;
// Each project once, so that its subscriptions have been read; every later event finds them remembered.
for (let event = 0; event < PROJECTS; event += 1) times.first.push((await match(event)).both);
for (let event = 0; event < EVENTS; event += 1) {
  const took = await match(event);
  times.lookup.push(took.lookup);
  times.matching.push(took.matching);
  times.both.push(took.both);
}
for (const [part, measured] of Object.entries(times)) {
  const { p50, p99, max } = figuresOf(measured, 1, 0);
  const subscriptions = PROJECTS * CHANNELS + GLOBS;
  report({ bench: 'matching', part, subscriptions, p50Ms: p50, p99Ms: p99, maxMs: max });
}
report({
  bench: 'matching',
  part: 'what was asked',
  events: EVENTS + PROJECTS,
  askedPerEvent: round(asked / (EVENTS + PROJECTS)),
  wantedPerEvent: round(wanted / (EVENTS + PROJECTS)),
  moreMemoryMB: Math.round((process.memoryUsage().rss - before) / 2 ** 20),
});
await storage.close();
await rm(dataDir, { recursive: true, force: true });

async function match(event: number): Promise<{ lookup: number; matching: number; both: number }> {
  const slug = `gh/acme/project-${event % PROJECTS}`;
  const began = performance.now();
  const candidates = await subscriptionsTo(storage.db, slug);
  const found = performance.now();
  const cards = candidates.filter((one) => wantsCard(one, { ...facts, projectSlug: slug }));
  const ended = performance.now();
  asked += candidates.length;
  wanted += cards.length;
  return { lookup: found - began, matching: ended - found, both: ended - began };
}

/** Eight kinds of filters, as varied as people's, all with globs. */
async function fill(): Promise<void> {
  await sql`
    insert into subscriptions (channel_id, project, branches, authors, workflows, outcomes, bots, created_by)
    select 'C' || channel, 'gh/acme/project-' || project,
      case channel % 4 when 0 then '[]'
        when 1 then '["default","release/*"]'
        when 2 then '["!dependabot/**"]'
        else '["team-' || channel || '/**"]' end::jsonb,
      case channel % 3 when 0 then '["!robot-*"]' else '[]' end::jsonb,
      case channel % 5 when 0 then '["deploy-*","build"]' else '[]' end::jsonb,
      case channel % 2 when 0 then '[]' else '["broken","fixed"]' end::jsonb,
      channel % 7 = 0, 'U1'
    from generate_series(0, ${sql.lit(PROJECTS - 1)}) project, generate_series(0, ${sql.lit(CHANNELS - 1)}) channel
  `.execute(storage.db);
  await sql`
    insert into subscriptions (channel_id, project, folder, branches, workflows, outcomes, created_by)
    select 'G' || n, 'gh/org-' || n % 50 || '/*', 'gh/org-' || n % 50, '["default"]', '[]', '[]', 'U1'
    from generate_series(1, ${sql.lit(GLOBS)}) n
  `.execute(storage.db);
  await sql`analyze subscriptions`.execute(storage.db);
}
