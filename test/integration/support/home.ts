import { messageText } from '../../../simulators/slack/index.ts';
import type { ClientView } from '../../../simulators/slack/protocol.ts';
import type { Bot } from '../../support/bot.ts';

/** Between two openings: a tab that is opened faster than it is drawn is drawn ever later. */
const LOOKS = 60;

/** Opens App Home, now and then anew, and waits until it says all of this. */
export async function openedHome(bot: Bot, user: string, ...texts: readonly string[]): Promise<ClientView> {
  const person = bot.slack.client.as(user);
  let looks = 0;
  return bot.slack.client.waitFor(
    async () => {
      if (looks % LOOKS === 0) await person.openHome();
      looks += 1;
      const view = await person.home();
      return view !== null && texts.every((text) => messageText(view).includes(text)) ? view : null;
    },
    { timeoutMs: 60_000, what: `the Home tab of ${user} with ${texts.join(', ')}` },
  );
}
