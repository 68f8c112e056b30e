import { resendDeadLetters } from '../sending/dead-letters.ts';
import { openStorage } from '../storage/database.ts';
import { createQueue } from '../storage/queue.ts';
import { createLogger } from '../telemetry/log.ts';
import type { ExitCode, Terminal } from './terminal.ts';

type Wanted = { readonly what: 'list' } | { readonly what: 'resend'; readonly ids: readonly string[] | null };

/** @returns null when the words are not of this command */
export function parseDeadLetters(words: readonly string[]): Wanted | null {
  const [what, first, ...rest] = words;
  if (what === 'list' && first === undefined) return { what };
  if (what === 'resend' && first === '--all' && rest.length === 0) return { what, ids: null };
  const ids = rest.filter((word) => word !== '--id');
  const areIds = ids.length > 0 && ids.every((id) => /^[0-9a-f-]{36}$/i.test(id));
  return what === 'resend' && first === '--id' && areIds ? { what, ids } : null;
}

/**
 * `dead-letters list` and `dead-letters resend`: lists them, or adds them to the queue again for the bot that runs or
 * starts next.
 *
 * @returns null when the words are not of this command
 */
export async function deadLettersCommand(
  words: readonly string[],
  { database, print }: Pick<Terminal, 'database' | 'print'>,
): Promise<ExitCode | null> {
  const wanted = parseDeadLetters(words);
  if (wanted === null) return null;
  const storage = await openStorage(database(), { as: 'command' });
  const queue = createQueue(storage, createLogger('fatal'));
  try {
    await queue.start();
    if (wanted.what === 'list') {
      const letters = await queue.deadLetters();
      for (const { id, job, key, since, reason } of letters) {
        await print(`${[id, since.toISOString(), job, key ?? '-', oneLine(reason)].join('  ')}\n`);
      }
      await print(letters.length === 0 ? 'No dead letters.\n' : `${letters.length} dead letters.\n`);
      return 0;
    }
    const count = await resendDeadLetters({ db: storage.db, queue }, wanted.ids);
    const done =
      count === 0 ? 'There was nothing to send again.' : `${count} dead letters are on their way again.`;
    await print(`${done}\n`);
    return 0;
  } finally {
    await queue.stop(1_000);
    await storage.close();
  }
}

/** What others wrote must not steer the terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 200);
}
