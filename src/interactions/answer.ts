import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { noteAnswered, requestScope } from '../slack/request-scope.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';

interface Places {
  readonly responseUrl: string | null;
  readonly channelId: string | null;
}

/**
 * Answers so that only the person sees it: at the response URL, which works wherever they are; without one, or when
 * it is used up, as an ephemeral message in the channel; else in their direct messages with the bot. It counts as the
 * answer to the request that is worked on, see {@link tellPrivately} for what does not.
 *
 * @throws SlackError of the last place when none takes it
 */
export async function answerPrivately(
  ctx: Pick<Context, 'slack' | 'log'>,
  actor: Pick<Actor, 'userId'>,
  places: Places,
  answer: PrivateAnswer,
): Promise<void> {
  noteAnswered();
  await requestScope()?.notice;
  await tellPrivately(ctx, actor, places, answer);
}

/** Says something in the same places that is not the answer yet. */
export async function tellPrivately(
  ctx: Pick<Context, 'slack' | 'log'>,
  actor: Pick<Actor, 'userId'>,
  { responseUrl, channelId }: Places,
  answer: PrivateAnswer,
): Promise<void> {
  const { slack } = ctx;
  const content = { text: answer.text, ...(answer.blocks === undefined ? {} : { blocks: answer.blocks }) };
  const places: (() => Promise<unknown>)[] = [];
  if (responseUrl !== null) places.push(() => slack.respond(responseUrl, answer));
  if (channelId !== null) {
    places.push(() => slack.postEphemeral({ channel: channelId, user: actor.userId, ...content }));
  }
  // A user's id in the place of a channel's means their direct messages. Source: Slack docs, chat.postMessage.
  const last = () => slack.post({ channel: actor.userId, ...content });
  for (const place of places) {
    try {
      await place();
      return;
    } catch (error) {
      ctx.log.warn({ err: error }, 'a private answer did not get through, trying another way');
    }
  }
  await last();
}
