import { readOptions, UsageError } from './options.ts';
import { type Playground, startPlayground } from './start.ts';

export { type Playground, type PlaygroundSetup, startPlayground } from './start.ts';

const STOP_WITHIN_MS = 10_000;

if (import.meta.main) await main();

async function main(): Promise<void> {
  try {
    const options = readOptions(process.argv.slice(2), process.env);
    const starting = startPlayground({ ...options, logLevel: process.env.LOG_LEVEL });
    // A signal while it starts ends it as soon as it has.
    stopOnSignal(starting);
    const { url } = await starting;
    console.log(`The playground is at ${url} (Ctrl+C ends it)`);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

function stopOnSignal(starting: Promise<Playground>): void {
  let isStopping = false;
  const stop = () => {
    // A second Ctrl+C does not wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => {
      console.error(`The playground did not end within ${STOP_WITHIN_MS / 1000} s and was cut off.`);
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    starting
      .then((playground) => playground.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(explain(error));
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    return `Port${port} is in use. Choose another: npm run playground -- --port 3001 (0 takes any free one).`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
