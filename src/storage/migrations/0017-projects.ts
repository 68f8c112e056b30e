import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * One row for each project, by CircleCI's id, and every slug that it is known by. Rows that name one project twice are
 * merged: those with the same id, and slugs of GitHub and Bitbucket that differ in letter case only.
 */
export const projects: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of TABLES) await sql.raw(statement).execute(db);
    await mergeRows(db);
    for (const statement of CONSTRAINTS) await sql.raw(statement).execute(db);
  },
};

const TABLES = [
  `alter table projects
     add column organization_id text,
     add column slug_since timestamptz not null default now(),
     add column gone_at timestamptz`,
  `create table project_slugs (
     key text primary key,
     slug text not null,
     project text not null references projects (slug) on delete cascade
   )`,
  'create index project_slugs_of_project on project_slugs (project)',
];

const CONSTRAINTS = [
  'create unique index projects_by_id on projects (id) where id is not null',
  `update subscriptions set project = lower(project), folder = lower(folder)
    where folder is not null and (folder like 'gh/%' or folder like 'bb/%')`,
];

/** Tables that name a project by its slug, and the column. */
const NAMED_IN = [
  ['pipelines', 'project_slug'],
  ['channels', 'default_project'],
  ['locks', 'project'],
  ['stops', 'project'],
  ['presets', 'project_slug'],
  ['actions', 'project_slug'],
] as const;

interface Row {
  readonly slug: string;
  readonly id: string | null;
}

async function mergeRows(db: Kysely<unknown>): Promise<void> {
  const { rows } =
    await sql<Row>`select slug, id from projects order by id is null, updated_at desc, slug`.execute(db);
  const kept: Row[] = [];
  for (const row of rows) {
    const same = kept.find(
      ({ slug, id }) =>
        (id !== null && id === row.id) || (keyOf(slug) === keyOf(row.slug) && canBeOne(id, row.id)),
    );
    if (same === undefined) kept.push(row);
    else await mergeInto(db, row.slug, same.slug);
    await sql`insert into project_slugs (key, slug, project)
      values (${keyOf(row.slug)}, ${row.slug}, ${(same ?? row).slug}) on conflict do nothing`.execute(db);
  }
}

function canBeOne(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

async function mergeInto(db: Kysely<unknown>, from: string, to: string): Promise<void> {
  for (const [table, column] of NAMED_IN) {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to} where ${sql.ref(column)} = ${from}`.execute(
      db,
    );
  }
  await sql`delete from subscriptions s where s.project = ${from} and exists (
    select from subscriptions o where o.project = ${to} and o.channel_id = s.channel_id and o.source = s.source
  )`.execute(db);
  await sql`update subscriptions set project = ${to} where project = ${from}`.execute(db);
  await sql`delete from polls where project_slug = ${from}`.execute(db);
  await sql`delete from projects where slug = ${from}`.execute(db);
}

function keyOf(slug: string): string {
  return /^(?:gh|bb)\//.test(slug) ? slug.toLowerCase() : slug;
}
