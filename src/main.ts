import { once } from 'node:events';
import { createApp } from './app.ts';
import { runCommandLine } from './cli/run.ts';
import { readConfig } from './config.ts';

/** The process: environment, configuration, start, signals, stop. With words after its name, a command and its end. */

/** A stop that takes longer than this is cut off; what it left stays in the queue. */
const LAST_RESORT_MS = 10_000;

try {
  const words = process.argv.slice(2);
  if (words.length > 0) process.exitCode = await runCommandLine(words, terminal());
  else await start();
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const app = createApp(readConfig(process.env));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(app));
  await app.start();
}

function terminal() {
  return {
    database: () => readConfig(process.env).database,
    print: async (text: string) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    },
    tell: (text: string) => void process.stderr.write(text),
  };
}

/** What a person can do something about is told in a sentence; anything else keeps its stack. */
function sentenceFor(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (['config_invalid', 'start_refused', 'data_dir_in_use', 'policy_invalid'].includes(String(error.code)))
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
