import { z } from 'zod';
import type { Context } from '../context.ts';
import type { ParameterValues } from '../domain/parameter.ts';
import type { RefChoice } from '../domain/ref.ts';

/** A run that somebody saved in a channel under a name. Everyone there can run it, as far as they may run at all. */
export interface Preset {
  readonly name: string;
  readonly projectSlug: string;
  readonly ref: RefChoice | null;
  readonly definition: string | null;
  readonly parameters: ParameterValues;
  /** Slack user id. */
  readonly createdBy: string;
}

export type NewPreset = Omit<Preset, 'createdBy'>;
export type PresetProblem = 'invalid' | 'taken' | 'isProject' | 'full';

const MOST_PER_CHANNEL = 50;
const NAME = /^[a-z][a-z0-9._-]{0,39}$/;
const Body = z.object({
  ref: z.union([z.object({ branch: z.string() }), z.object({ tag: z.string() }), z.null()]),
  definition: z.string().nullable(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** @returns the name as it is stored, in lower case; null when it is none */
export function presetName(text: string): string | null {
  const name = text.trim().toLowerCase();
  return NAME.test(name) ? name : null;
}

/** From the database only, because a form waits for it. @returns why a preset cannot be saved under a name, or null */
export async function presetProblem(
  { db }: Pick<Context, 'db'>,
  channelId: string,
  text: string,
): Promise<PresetProblem | null> {
  const name = presetName(text);
  if (name === null) return 'invalid';
  const named = await db
    .selectFrom('projects')
    .select('slug')
    .where((eb) =>
      eb.or([eb(eb.fn('lower', ['name']), '=', name), eb(eb.fn('lower', ['slug']), 'like', `%/${name}`)]),
    )
    .limit(1)
    .execute();
  // `_` stands for anything in `like`, which only makes it more careful.
  if (named.length > 0) return 'isProject';
  const here = await listPresets({ db }, channelId);
  if (here.some((preset) => preset.name === name)) return 'taken';
  return here.length >= MOST_PER_CHANNEL ? 'full' : null;
}

/** @returns why it was not saved, or null; of two at the same time under one name the first counts */
export async function savePreset(
  { db, now }: Pick<Context, 'db' | 'now'>,
  channelId: string,
  userId: string,
  preset: NewPreset,
): Promise<PresetProblem | null> {
  const problem = await presetProblem({ db }, channelId, preset.name);
  if (problem !== null) return problem;
  const { ref, definition, parameters } = preset;
  const inserted = await db
    .insertInto('presets')
    .values({
      channel_id: channelId,
      name: preset.name.trim().toLowerCase(),
      project_slug: preset.projectSlug,
      body: JSON.stringify({ ref, definition, parameters }),
      created_by: userId,
      created_at: now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .execute();
  return inserted.length === 0 ? 'taken' : null;
}

/** By name. */
export async function listPresets({ db }: Pick<Context, 'db'>, channelId: string): Promise<Preset[]> {
  const rows = await db
    .selectFrom('presets')
    .selectAll()
    .where('channel_id', '=', channelId)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    name: row.name,
    projectSlug: row.project_slug,
    createdBy: row.created_by,
    ...Body.parse(row.body),
  }));
}

/** @param text as a person typed it, or as a button carried it */
export async function findPreset(
  ctx: Pick<Context, 'db'>,
  channelId: string | null,
  text: string,
): Promise<Preset | null> {
  const name = presetName(text);
  if (name === null || channelId === null) return null;
  return (await listPresets(ctx, channelId)).find((preset) => preset.name === name) ?? null;
}

/** @returns false when there is none of that name (any more) */
export async function deletePreset(
  { db }: Pick<Context, 'db'>,
  channelId: string,
  text: string,
): Promise<boolean> {
  const deleted = await db
    .deleteFrom('presets')
    .where('channel_id', '=', channelId)
    .where('name', '=', presetName(text) ?? '')
    .returning('name')
    .execute();
  return deleted.length > 0;
}
