import { createEmptyDatabase, type ServerDatabase } from '../../integration/support/empty-database.ts';
import { type Cards, readCards } from './cards.ts';
import { type LocalBot, startLocalBot } from './local-bot.ts';
import { type Letter, post } from './post-office.ts';
import { newSlack, subscribeAll, type Town } from './town.ts';

/**
 * A second bot with an empty database and a Slack of its own, which nothing happens to: it is told the same events once,
 * and reads the same CircleCI. What its cards say is what every card should say.
 */
export interface Twin {
  /** Tells it every event that it was not told yet. */
  catchUp(): Promise<void>;
  cards(): Promise<Cards>;
  stop(): Promise<void>;
}

/** Events that it is told at once. */
const TOGETHER = 32;

/** In a database of its own: what a card says does not depend on the load. */
export async function startTwin(town: Town): Promise<Twin> {
  const slack = newSlack();
  await slack.start();
  const told = new Set<string>();
  let database: ServerDatabase | null = null;
  let bot: LocalBot | null = null;
  const running = async (): Promise<LocalBot> => {
    if (bot !== null) return bot;
    database = await createEmptyDatabase();
    bot = await startLocalBot({ url: database.url, dataDir: '' }, { slack, circleci: town.circleci });
    await subscribeAll(slack, bot.url);
    return bot;
  };
  const tell = async (url: string, letter: Letter) => {
    if (told.has(letter.eventId)) return;
    told.add(letter.eventId);
    const status = await post(`${url}/webhooks/circleci`, letter);
    if (status !== 200) throw new Error(`the twin answered ${status} to an event`);
  };
  return {
    async catchUp() {
      const { url } = await running();
      const left = town.post.letters.values();
      const carry = async () => {
        for (const letter of left) await tell(url, letter);
      };
      // As a burst: cards that are posted when all is known need none of the few changes a minute that Slack allows.
      await Promise.all(Array.from({ length: TOGETHER }, carry));
    },
    cards: () => readCards(slack),
    async stop() {
      await bot?.stop();
      await slack.stop();
      await database?.drop();
    },
  };
}
