import type { Config } from './config.ts';
import { resendDeadLetters } from './sending/dead-letters.ts';
import { openStorage } from './storage/database.ts';
import { createQueue } from './storage/queue.ts';
import { createLogger } from './telemetry/log.ts';

/** The operator's subcommand `dead-letters`. The words are wrong: the message says how they go. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

const USAGE = [
  'circleci-chatops dead-letters list                what was given up, newest first',
  'circleci-chatops dead-letters resend --id ID …    does these again',
  'circleci-chatops dead-letters resend --all        does all of them again, 500 at a time',
].join('\n');

type Wanted = { readonly what: 'list' } | { readonly what: 'resend'; readonly ids: readonly string[] | null };

/** @throws UsageError */
export function parseDeadLetters(words: readonly string[]): Wanted {
  const [what, first, ...rest] = words;
  if (what === 'list' && first === undefined) return { what };
  if (what === 'resend' && first === '--all' && rest.length === 0) return { what, ids: null };
  const ids = rest.filter((word) => word !== '--id');
  if (what === 'resend' && first === '--id' && ids.length > 0) {
    const wrong = ids.find((id) => !/^[0-9a-f-]{36}$/i.test(id));
    if (wrong !== undefined) throw new UsageError(`“${wrong}” is no id of a dead letter.\n${USAGE}`);
    return { what, ids };
  }
  throw new UsageError(`Usage:\n${USAGE}`);
}

/**
 * Lists dead letters or has them done again by whichever replica runs; with the embedded database, which is one
 * process's, by the next start.
 *
 * @param say takes one line of output
 * @throws DataDirInUse when the bot runs on the embedded database: `/circleci health resend` does it there
 */
export async function runDeadLetters(
  config: Pick<Config, 'database' | 'logLevel'>,
  words: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const wanted = parseDeadLetters(words);
  const storage = await openStorage(config.database);
  const queue = createQueue(storage, createLogger('fatal'));
  try {
    await queue.start();
    if (wanted.what === 'list') {
      const letters = await queue.deadLetters();
      for (const { id, job, key, since, reason } of letters) {
        say([id, since.toISOString(), job, key ?? '-', oneLine(reason)].join('  '));
      }
      say(letters.length === 0 ? 'No dead letters.' : `${letters.length} dead letters.`);
      return;
    }
    const count = await resendDeadLetters({ db: storage.db, queue }, wanted.ids);
    say(count === 0 ? 'There was nothing to send again.' : `${count} dead letters are on their way again.`);
  } finally {
    await queue.stop(1_000);
    await storage.close();
  }
}

/** What others wrote must not steer the terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 200);
}
