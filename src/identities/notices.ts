import type { Context } from '../context.ts';
import { localeOf } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { SlackError } from '../slack/slack-error.ts';
import { transact } from '../storage/transact.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import type { Person } from './store.ts';

type NoticeContext = Pick<Context, 'config' | 'db' | 'log' | 'now' | 'slack'>;

/** Enough for holidays. */
const WARN_BEFORE_MS = 14 * 86_400_000;
/** At once; the rest comes with the next look. */
const MOST_AT_ONCE = 100;

/** CircleCI did not accept a person's token: notes it, and has the person told, once. */
export async function noteRefusal(
  { db, queue, now }: Pick<Context, 'db' | 'queue' | 'now'>,
  { teamId, userId }: Person,
): Promise<void> {
  await transact(db, async (tx) => {
    const noted = await tx
      .updateTable('identities')
      .set({ refused_at: now() })
      .where('team_id', '=', teamId)
      .where('user_id', '=', userId)
      .where('refused_at', 'is', null)
      .returning('user_id')
      .execute();
    if (noted.length > 0) await queue.add(tx, 'warn-identities', {}, { key: 'warn-identities' });
  });
}

/**
 * Tells people, in direct messages, that their token ends soon or was not accepted. Each is told once; twice only if
 * the process dies between Slack's answer and the note of it.
 *
 * @throws SlackError when Slack cannot take it just now
 */
export async function warnIdentities(ctx: NoticeContext): Promise<void> {
  const { db, now } = ctx;
  const soon = new Date(now().getTime() + WARN_BEFORE_MS);
  const due = await db
    .selectFrom('identities')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb('warned_at', 'is', null), eb('expires_at', '<', soon)]),
        eb.and([eb('refused_at', 'is not', null), eb('refusal_told_at', 'is', null)]),
      ]),
    )
    .limit(MOST_AT_ONCE)
    .execute();
  for (const row of due) {
    const refused = row.refused_at !== null && row.refusal_told_at === null;
    const login = code(shorten(row.circleci_login, 80));
    await tell(ctx, row.user_id, (texts) =>
      refused ? texts.tokenRefused(login) : texts.tokenEnds(login, row.expires_at.toISOString().slice(0, 10)),
    );
    await db
      .updateTable('identities')
      .set(refused ? { refusal_told_at: now() } : { warned_at: now() })
      .where('team_id', '=', row.team_id)
      .where('user_id', '=', row.user_id)
      .where('sealed', '=', row.sealed)
      .execute();
  }
}

async function tell(
  { config, log, slack }: NoticeContext,
  userId: string,
  textOf: (texts: ReturnType<typeof messages>['identities']) => string,
): Promise<void> {
  try {
    const { locale } = await slack.user(userId);
    await slack.post({
      channel: userId,
      text: textOf(messages(localeOf(locale, config.defaultLocale)).identities),
    });
  } catch (error) {
    // Slack will not have it, now or later: they have left, say.
    if (!(error instanceof SlackError) || error.code !== 'refused') throw error;
    log.warn({ err: error, user: userId }, 'somebody cannot be told about their token');
  }
}
