import { messageText } from '../../../simulators/slack/index.ts';
import type { ClientMessage } from '../../../simulators/slack/protocol.ts';
import { ADA, type Bot } from '../../support/bot.ts';

/** What is in the thread of a card, oldest first. */
export async function replies(bot: Bot, card: ClientMessage): Promise<readonly ClientMessage[]> {
  const all = await bot.slack.client.as(ADA).messages(card.channel);
  return all.filter(({ threadTs }) => threadTs === card.ts);
}

/** Waits for a reply whose text has all of these. */
export function reply(bot: Bot, card: ClientMessage, ...texts: readonly string[]): Promise<ClientMessage> {
  return bot.slack.client.waitFor(
    async () =>
      (await replies(bot, card)).find((one) => texts.every((text) => messageText(one).includes(text))),
    { what: `a reply with ${texts.join(', ')}`, timeoutMs: 45_000 },
  );
}

/** Waits until all that CircleCI does, and all that the bot does about it now, is done. */
export async function quiet(bot: Bot): Promise<void> {
  await bot.circleci.idle();
  await bot.app.drain();
}
