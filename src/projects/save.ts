import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { normaliseSlug, slugById, slugKey, slugName } from '../domain/project-slug.ts';
import type { Database, Tx } from '../storage/database.ts';
import { transact } from '../storage/transact.ts';
import { fromRow, type KnownProject, knownProject } from './known.ts';
import { moveProject } from './move.ts';
import { announceRename } from './news.ts';

/** Until CircleCI has said so, any of its news about the slug is newer. */
const NEVER = new Date(0);

type SaveContext = Pick<Context, 'queue' | 'now'>;

/** What is known of a project besides its slug; nulls leave what is stored. */
export interface ProjectFacts {
  readonly slug: string;
  /** CircleCI's id. With it, the slug is the one that CircleCI uses. */
  readonly id: string | null;
  readonly name: string | null;
  readonly defaultBranch?: string | null;
  readonly organizationId?: string | null;
  /** When CircleCI said so; now when left out. Older news never takes a newer slug back. */
  readonly at?: Date;
  /** CircleCI was asked because the present slug no longer works: its answer counts, even when it is an older name. */
  readonly replacesSlug?: boolean;
}

/**
 * Stores a project, or adds to what is known of it. A known id with another slug is a rename, which everything that
 * names the project follows, and which the channels that show it are told of. Writes only what is new, because every
 * webhook and every reading comes by here.
 *
 * @returns the project's present slug, by which other tables name it
 */
export async function saveProject(ctx: SaveContext, db: Database | Tx, facts: ProjectFacts): Promise<string> {
  const project = { ...facts, slug: normaliseSlug(facts.slug) ?? facts.slug };
  const found = await find(db, project);
  const { named } = found;
  if (named !== null && !isNews(project, found)) return named.slug;
  const change = async (tx: Tx) => {
    // Changes of names are rare, and would wait for each other in any order.
    await sql`select pg_advisory_xact_lock(hashtext('chatops_projects'))`.execute(tx);
    return save(ctx, tx, project);
  };
  return db.isTransaction ? change(db as Tx) : transact(db, change);
}

interface Found {
  /** The project that is known by the slug. */
  readonly named: KnownProject | null;
  /** The project that has the id. */
  readonly identified: KnownProject | null;
}

async function find(db: Database | Tx, { slug, id }: ProjectFacts): Promise<Found> {
  const named = db.selectFrom('project_slugs').select('project').where('key', '=', slugKey(slug));
  const rows = await db
    .selectFrom('projects')
    .selectAll()
    .select((eb) => eb('slug', 'in', named).as('is_named'))
    .where((eb) => eb.or([eb('slug', 'in', named), ...(id === null ? [] : [eb('id', '=', id)])]))
    .execute();
  const one = (row: (typeof rows)[number] | undefined) => (row === undefined ? null : fromRow(row));
  return {
    named: one(rows.find((row) => row.is_named)),
    identified: one(id === null ? undefined : rows.find((row) => row.id === id)),
  };
}

function isNews(facts: ProjectFacts, { named }: Found): boolean {
  if (named === null) return true;
  const adds = (wanted: string | null | undefined, known: string | null) =>
    wanted != null && wanted !== known;
  return (
    adds(facts.id, named.id) ||
    adds(facts.name || null, named.name) ||
    adds(facts.defaultBranch, named.defaultBranch) ||
    adds(facts.organizationId, named.organizationId) ||
    (facts.replacesSlug === true && slugKey(named.slug) !== slugKey(facts.slug))
  );
}

async function save(ctx: SaveContext, tx: Tx, facts: ProjectFacts): Promise<string> {
  const { slug, id } = facts;
  const at = facts.at ?? ctx.now();
  let { named, identified } = await find(tx, facts);
  if (named !== null && id !== null && named.id !== null && named.id !== id) {
    await takeAway(tx, slug, named, facts.organizationId ?? null, at);
    named = null;
  }
  const project = identified ?? named;
  if (project === null) {
    await insert(tx, facts, id === null ? NEVER : at);
    await addSlug(tx, slug, slug);
    return slug;
  }
  const present = await presentName(ctx, tx, facts, project, named, at);
  await addSlug(tx, slug, present);
  await addFacts(tx, present, facts, project.id === null ? at : null);
  return present;
}

/** @returns the project's present slug, after it was moved there when CircleCI uses another one now */
async function presentName(
  ctx: SaveContext,
  tx: Tx,
  facts: ProjectFacts,
  project: KnownProject,
  named: KnownProject | null,
  at: Date,
): Promise<string> {
  const { slug } = facts;
  if (named !== null && named.slug !== project.slug) {
    await moveProject(tx, named.slug, project.slug, project.slugSince);
  }
  if (!usesNow(facts, project, named, at)) return project.slug;
  await moveProject(tx, project.slug, slug, at);
  await addSlug(tx, slug, slug);
  if (isRename(project, slug)) await announceRename(ctx, tx, project.slug, slug);
  return slug;
}

/**
 * Whether CircleCI uses another slug for the project now. What a person typed never says so. Nor does a webhook with a
 * name that is known already: CircleCI may write one project in two ways, and the slug would go back and forth.
 */
function usesNow(
  { slug, id, replacesSlug = false }: ProjectFacts,
  project: KnownProject,
  named: KnownProject | null,
  at: Date,
): boolean {
  if (id === null || slug === project.slug) return false;
  if (project.id === null) return true;
  const isNewName = named === null || named.slug !== project.slug || replacesSlug;
  return isNewName && slugKey(slug) !== slugKey(project.slug) && at > project.slugSince;
}

/** The form with the ids is not a name that people know. */
function isRename({ slug, id }: KnownProject, to: string): boolean {
  return id !== null && slugKey(slug) !== slugKey(to) && slugName(slug) !== id;
}

/**
 * The slug belongs to another project now: the one that had it was renamed or deleted. When that was its present slug,
 * it is known by its ids until CircleCI is asked.
 */
async function takeAway(
  tx: Tx,
  slug: string,
  had: KnownProject,
  organizationId: string | null,
  at: Date,
): Promise<void> {
  if (slugKey(had.slug) === slugKey(slug)) {
    const byId = slugById(had.organizationId ?? organizationId ?? 'unknown', had.id ?? '');
    await moveProject(tx, had.slug, byId, at);
    await addSlug(tx, byId, byId);
  }
  await tx.deleteFrom('project_slugs').where('key', '=', slugKey(slug)).execute();
}

async function insert(tx: Tx, facts: ProjectFacts, at: Date): Promise<void> {
  const { slug, id, name, defaultBranch = null, organizationId = null } = facts;
  const row = { slug, id, name: name || slugName(slug), default_branch: defaultBranch };
  await tx
    .insertInto('projects')
    .values({ ...row, organization_id: organizationId, slug_since: at })
    .execute();
}

/** @param since when CircleCI used the slug, of a project whose id was not known; null otherwise */
async function addFacts(tx: Tx, slug: string, facts: ProjectFacts, since: Date | null): Promise<void> {
  const { id, name, defaultBranch, organizationId } = facts;
  const known = {
    ...(id === null ? {} : { id }),
    ...(id === null || since === null ? {} : { slug_since: since }),
    ...(name ? { name } : {}),
    ...(defaultBranch == null ? {} : { default_branch: defaultBranch }),
    ...(organizationId == null ? {} : { organization_id: organizationId }),
  };
  if (Object.keys(known).length === 0) return;
  await tx
    .updateTable('projects')
    .set({ ...known, updated_at: sql<Date>`now()` })
    .where('slug', '=', slug)
    .execute();
}

/**
 * CircleCI answered to a slug with this project, so it is one of its names. What was stored under that name before
 * CircleCI was asked becomes the project's.
 *
 * @param present the project's present slug
 */
export async function nameProject(tx: Tx, slug: string, present: string): Promise<KnownProject> {
  const [before, project] = [await knownProject(tx, slug), await knownProject(tx, present)];
  if (project === null) throw new Error(`project ${present} was stored and is not there`);
  if (before !== null && before.slug !== project.slug && before.id === null) {
    await moveProject(tx, before.slug, project.slug, project.slugSince);
  }
  await addSlug(tx, slug, project.slug);
  return project;
}

async function addSlug(tx: Tx, slug: string, project: string): Promise<void> {
  const normal = normaliseSlug(slug) ?? slug;
  await tx
    .insertInto('project_slugs')
    .values({ key: slugKey(normal), slug: normal, project })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ slug: normal, project }))
    .execute();
}
