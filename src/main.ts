import { once } from 'node:events';
import { createApp } from './app.ts';
import { runCommandLine } from './cli/run.ts';
import { readConfig } from './config.ts';
import { startFailure } from './start-failure.ts';
import { createLogger, type Logger } from './telemetry/log.ts';

/** The process: environment, configuration, start, signals, stop. With words after its name, a command and its end. */

/** A stop that takes longer than this is cut off; what it left stays in the queue. */
const LAST_RESORT_MS = 10_000;

try {
  const words = process.argv.slice(2);
  if (words.length > 0) process.exitCode = await runCommandLine(words, terminal());
  else await start();
} catch (error) {
  const sentence = startFailure(error);
  if (sentence === null) throw error;
  // Once it is written: a connection that failed half-way may keep the process for a minute.
  process.stderr.write(`${sentence}\n`, () => process.exit(1));
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const app = createApp(config, { log });
  const stop = stopper(app, log);
  // `on` and not `once`: the default of a second signal would cut off the stop that the first one began.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0));
  // Its state is unknown then, so that it is not to go on; but what runs may still be finished or given back.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, 'the program has a bug and stops: an error was not handled');
      stop(1);
    });
  }
  try {
    await app.start();
  } catch (error) {
    // What a signal interrupts is no failure.
    if (!(error instanceof Error && 'code' in error && error.code === 'stopped')) throw error;
  }
}

/** @returns stops the program, which ends with the highest exit code that was asked for */
function stopper(app: { stop(): Promise<void> }, log: Logger): (exitCode: 0 | 1) => void {
  let code = 0;
  let stopping = false;
  return (exitCode) => {
    code = Math.max(code, exitCode);
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.warn('the stop took too long and was cut off; what is left stays in the queue');
      process.exit(1);
    }, LAST_RESORT_MS).unref();
    app
      .stop()
      .catch((error: unknown) => {
        log.error({ err: error }, 'something could not be closed');
        code = 1;
      })
      // Connections to a server that does not answer would keep the process.
      .finally(() => process.exit(code));
  };
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
