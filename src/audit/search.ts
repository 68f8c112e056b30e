import { sql } from 'kysely';
import { z } from 'zod';
import { slugsOf, slugsOfAll } from '../projects/known.ts';
import type { Database } from '../storage/database.ts';
import type { AuditEvent, AuditPlace } from './entry.ts';

/** An entry as a person is shown it. */
export interface ShownEntry {
  readonly seq: number;
  readonly at: string;
  readonly event: AuditEvent | string;
  readonly action: string;
  /** `team:user` */
  readonly who: string;
  readonly as: string | null;
  readonly where: AuditPlace;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly why: string | null;
  /** Slack user whose right to approve was used; null for their own. */
  readonly standsFor: string | null;
  readonly answer: { readonly status: number | null; readonly requestId: string | null } | null;
}

export interface AuditFilter {
  /** `team:user` */
  readonly who?: string;
  /** Any slug of a project, its name, or the last part of a slug. */
  readonly project?: string;
  readonly action?: string;
  readonly since?: Date;
}

const text = z.string().nullable();
const Body = z.object({
  at: z.string(),
  event: z.string(),
  action: z.string(),
  who: z.string(),
  as: text,
  where: z.object({
    channel: text,
    project: text,
    branch: text,
    tag: text,
    pipeline: text,
    workflow: text,
    job: text,
  }),
  rule: text,
  reason: text,
  detail: z.record(z.string(), z.unknown()),
  answer: z.object({ status: z.number().nullable(), requestId: text }).nullable(),
});

/** @returns the newest entries that fit every filter, newest first, and whether there are more */
export async function searchAudit(
  db: Database,
  { who, project, action, since }: AuditFilter,
  limit: number,
): Promise<{ readonly entries: readonly ShownEntry[]; readonly more: boolean }> {
  // As the indexes have them.
  const slug = sql<string>`(body::jsonb -> 'where' ->> 'project')`;
  const names = project === undefined ? [] : await namesOf(db, project);
  const ofProject = [
    ...(names.length === 0 ? [] : [sql<boolean>`${slug} in (${sql.join(names)})`]),
    ...(project?.includes('/') === false ? [sql<boolean>`split_part(${slug}, '/', -1) = ${project}`] : []),
  ];
  const wanted = [
    // What is outside the chain was not written by the program.
    sql<boolean>`seq between 1 and (select seq from audit_head)`,
    ...(who === undefined ? [] : [sql<boolean>`(body::jsonb ->> 'who') = ${who}`]),
    ...(ofProject.length === 0 ? [] : [sql<boolean>`(${sql.join(ofProject, sql` or `)})`]),
    ...(action === undefined ? [] : [sql<boolean>`(body::jsonb ->> 'action') = ${action}`]),
    ...(since === undefined ? [] : [sql<boolean>`(body::jsonb ->> 'at') >= ${since.toISOString()}`]),
  ];
  const where = sql.join(wanted, sql` and `);
  const { rows } = await sql<{ seq: string; body: string }>`
    select seq, body from audit_log where ${where} order by seq desc limit ${limit + 1}
  `.execute(db);
  return { entries: rows.slice(0, limit).map(shown), more: rows.length > limit };
}

/** Entries name a project by the slug that it had then. */
async function namesOf(db: Database, project: string): Promise<readonly string[]> {
  if (project.includes('/')) return slugsOf(db, project);
  const named = await db.selectFrom('projects').select('slug').where('name', '=', project).execute();
  const slugs = await slugsOfAll(
    db,
    named.map(({ slug }) => slug),
  );
  return [...slugs.values()].flat();
}

/** @throws when the body is not one that `bodyOf` made, which only a changed log has */
export function shown({ seq, body }: { readonly seq: string | number; readonly body: string }): ShownEntry {
  const { detail, ...entry } = Body.parse(JSON.parse(body));
  return { ...entry, seq: Number(seq), why: textIn(detail.why), standsFor: textIn(detail.standsFor) };
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
