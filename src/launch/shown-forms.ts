import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Declared } from '../domain/parameter.ts';

/**
 * What open forms show. A form that is sent has to be checked within the seconds that Slack waits, in which CircleCI
 * cannot be asked; and what its fields mean has to be known even when the configuration has changed meanwhile.
 */

const Value = z.union([z.string(), z.number(), z.boolean()]);
const Body = z.object({
  parameters: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['string', 'boolean', 'integer', 'enum', 'other']),
      typeName: z.string(),
      description: z.string().nullable(),
      fallback: Value.nullable(),
      options: z.array(z.string()),
    }),
  ),
  pipelineNumber: z.number(),
  readOn: z.string().nullable(),
  exact: z.boolean(),
});

/** Who leaves a form open for longer opens a new one. */
const KEEP_MS = 86_400_000;

/** @returns the name under which {@link findShown} gives it back; the same for the same */
export async function keepShown(
  { db, now }: Pick<Context, 'db' | 'now'>,
  slug: string,
  declared: Declared,
): Promise<string> {
  const body = JSON.stringify(declared);
  const id = createHash('sha256').update(`${slug} ${body}`).digest('hex').slice(0, 32);
  const shown_at = now();
  await db
    .insertInto('shown_forms')
    .values({ id, body, shown_at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ shown_at }))
    .execute();
  return id;
}

/** @returns null when it was shown too long ago, or never */
export async function findShown({ db }: Pick<Context, 'db'>, id: string): Promise<Declared | null> {
  if (!/^[0-9a-f]{32}$/.test(id)) return null;
  const row = await db.selectFrom('shown_forms').select('body').where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : Body.parse(row.body);
}

export async function forgetShown({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - KEEP_MS);
  await db.deleteFrom('shown_forms').where('shown_at', '<', before).execute();
}
