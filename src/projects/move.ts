import { sql } from 'kysely';
import type { Tx } from '../storage/database.ts';

/** Tables that name a project by its present slug, and the column. `polls` and `subscriptions` have rules of their own. */
const NAMED_IN = [
  ['pipelines', 'project_slug'],
  ['channels', 'default_project'],
  ['locks', 'project'],
  ['stops', 'project'],
  ['presets', 'project_slug'],
  ['actions', 'project_slug'],
  ['project_slugs', 'project'],
] as const;

/**
 * Gives a project another present slug: everything that names it names it by the new one afterwards. A project that has
 * that slug already is merged with it. The old slug stays as a name of the project.
 *
 * @param since when CircleCI was first known to use the new slug
 */
export async function moveProject(tx: Tx, from: string, to: string, since: Date): Promise<void> {
  // Only one row may have the id at a time.
  const { rows } = await sql<{ id: string | null }>`
    with old as (select slug, id from projects where slug = ${from})
    update projects set id = null from old where projects.slug = old.slug returning old.id`.execute(tx);
  const id = rows[0]?.id ?? null;
  await sql`
    insert into projects (slug, id, name, default_branch, organization_id, slug_since, gone_at)
    select ${to}, ${id}, name, default_branch, organization_id, ${since}, gone_at from projects where slug = ${from}
    on conflict (slug) do update set
      id = coalesce(excluded.id, projects.id),
      default_branch = coalesce(projects.default_branch, excluded.default_branch),
      organization_id = coalesce(excluded.organization_id, projects.organization_id),
      slug_since = excluded.slug_since,
      updated_at = now()`.execute(tx);
  for (const [table, column] of NAMED_IN) {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to} where ${sql.ref(column)} = ${from}`.execute(
      tx,
    );
  }
  // A channel that was subscribed under both names keeps the subscription to the present one.
  await sql`delete from subscriptions s where s.project = ${from} and exists (
    select from subscriptions o where o.project = ${to} and o.channel_id = s.channel_id and o.source = s.source
  )`.execute(tx);
  await tx.updateTable('subscriptions').set({ project: to }).where('project', '=', from).execute();
  await sql`insert into polls (project_slug, next_at, interval_seconds, fingerprint, seen_to)
    select ${to}, next_at, interval_seconds, fingerprint, seen_to from polls where project_slug = ${from}
    on conflict do nothing`.execute(tx);
  await tx.deleteFrom('polls').where('project_slug', '=', from).execute();
  await tx.deleteFrom('projects').where('slug', '=', from).execute();
}
