import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { runDeadLetters, UsageError } from './dead-letters.ts';

/** The process: environment, configuration, start, signals, stop. */

/** A stop that takes longer than this is cut off; what it left stays in the queue. */
const LAST_RESORT_MS = 10_000;

try {
  const [subcommand, ...words] = process.argv.slice(2);
  if (subcommand === undefined) await run();
  else if (subcommand === 'dead-letters')
    await runDeadLetters(readConfig(process.env), words, (line) => process.stdout.write(`${line}\n`));
  else
    throw new UsageError(
      `There is no “${subcommand}”: without a word it starts the bot, and there is dead-letters.`,
    );
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const app = createApp(readConfig(process.env));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(app));
  await app.start();
}

/** What a person can do something about is told in a sentence; anything else keeps its stack. */
function sentenceFor(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (['config_invalid', 'start_refused', 'data_dir_in_use', 'usage'].includes(String(error.code)))
    return error.message;
  if (error.code === 'EADDRINUSE') return `The port is in use (${error.message}). Set PORT to another one.`;
  if (error.code === 'ECONNREFUSED')
    return `The database cannot be reached (${error.message}). Check DATABASE_URL.`;
  return null;
}

async function stop(app: { stop(): Promise<void> }): Promise<void> {
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
  await app.stop();
}
