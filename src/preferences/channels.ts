import type { Context } from '../context.ts';
import { type Locale, localeOf } from '../domain/locale.ts';
import { saveProject } from '../projects/save.ts';

export interface ChannelSettings {
  readonly defaultProject: string | null;
  /** The language of this channel's cards. */
  readonly locale: Locale;
}

type ChannelContext = Pick<Context, 'db' | 'config'>;

/** @returns the channel's settings, the program's defaults where nobody chose */
export async function channelSettings(
  { db, config }: ChannelContext,
  channelId: string,
): Promise<ChannelSettings> {
  const row = await db.selectFrom('channels').selectAll().where('id', '=', channelId).executeTakeFirst();
  return {
    defaultProject: row?.default_project ?? null,
    locale: localeOf(row?.locale, config.defaultLocale),
  };
}

/** Sets the project that commands in this channel mean when they name none. */
export async function setDefaultProject(
  ctx: Pick<Context, 'db' | 'queue' | 'now'>,
  channelId: string,
  slug: string,
): Promise<void> {
  const projectSlug = await saveProject(ctx, ctx.db, { slug, id: null, name: null });
  await ctx.db
    .insertInto('channels')
    .values({ id: channelId, default_project: projectSlug, locale: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ default_project: projectSlug }))
    .execute();
}

/** Sets the language of this channel's cards. Cards that are already there follow with their next change. */
export async function setChannelLocale(
  { db }: Pick<Context, 'db'>,
  channelId: string,
  locale: Locale,
): Promise<void> {
  await db
    .insertInto('channels')
    .values({ id: channelId, default_project: null, locale })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ locale }))
    .execute();
}
