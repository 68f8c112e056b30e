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
 * 100,000 subscriptions in the embedded database, 100 for each of 990 projects and 1,000 by glob. One event: the
 * subscriptions to its project are looked up (by index) and each is asked. Both parts are timed; the second is what
 * matching costs.
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

const lookups: number[] = [];
const matches: number[] = [];
let asked = 0;
let wanted = 0;
for (let event = 0; event < EVENTS; event += 1) {
  const slug = `gh/acme/project-${event % PROJECTS}`;
  const began = performance.now();
  const candidates = await subscriptionsTo(storage.db, slug);
  const found = performance.now();
  const cards = candidates.filter((one) => wantsCard(one, { ...facts, projectSlug: slug }));
  matches.push(performance.now() - found);
  lookups.push(found - began);
  asked += candidates.length;
  wanted += cards.length;
}
for (const [part, times] of Object.entries({ lookup: lookups, matching: matches })) {
  const { p50, p99, max } = figuresOf(times, 1, 0);
  report({
    bench: 'matching',
    part,
    subscriptions: PROJECTS * CHANNELS + GLOBS,
    p50Ms: p50,
    p99Ms: p99,
    maxMs: max,
  });
}
report({
  bench: 'matching',
  part: 'what was asked',
  events: EVENTS,
  askedPerEvent: round(asked / EVENTS),
  wantedPerEvent: round(wanted / EVENTS),
  moreMemoryMB: Math.round((process.memoryUsage().rss - before) / 2 ** 20),
});
await storage.close();
await rm(dataDir, { recursive: true, force: true });

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
