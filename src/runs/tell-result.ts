import type { Context } from '../context.ts';
import { localeOf } from '../domain/locale.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { section } from '../views/blocks.ts';
import { code, inline, shorten } from '../views/mrkdwn.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import type { ActionRow } from './action-store.ts';
import { sendPrivately } from './send-privately.ts';

/**
 * Tells the person the result of a request that was finished after its first answer: the process that took it ended,
 * or CircleCI had not confirmed it in time. Not at a `response_url`, which lives 30 minutes and is a secret to store.
 *
 * @throws SlackError when Slack cannot take it
 */
export async function tellResult(
  ctx: Pick<Context, 'slack' | 'config' | 'log'>,
  action: ActionRow,
  outcome: ActionOutcome,
): Promise<void> {
  const { slackUserId: user, channelId: channel, projectSlug, requestedAt } = action;
  const person = await ctx.slack.user(user);
  const locale = localeOf(person.locale, ctx.config.defaultLocale);
  const when = slackDate(requestedAt.toISOString()) ?? inline(requestedAt.toISOString());
  const head = messages(locale).outcomes.laterResult(code(shorten(projectSlug, 150)), when);
  const { text, blocks } = outcomeAnswer(outcome, action.kind, locale);
  await sendPrivately(
    ctx,
    { user, channel },
    {
      text: `${head}\n${text}`,
      ...(blocks === undefined ? {} : { blocks: [section([head]), ...blocks] }),
    },
  );
}
