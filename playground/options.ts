import { parseArgs } from 'node:util';
import { type ScenarioName, scenarios } from '../simulators/circleci/index.ts';

export interface PlaygroundOptions {
  /** Port of the page on loopback; 0 takes a free one. */
  readonly port: number;
  /** What every project's runs do; null leaves each project its own course. */
  readonly scenario: ScenarioName | null;
}

/** The command line makes no sense. The message says what does. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const DEFAULT_PORT = 3000;

/**
 * @param args the command line after the program's name
 * @param env where `PORT` may be
 * @throws UsageError
 */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): PlaygroundOptions {
  const values = parse(args);
  return { port: readPort(values.port ?? env.PORT), scenario: readScenario(values.scenario) };
}

function parse(args: readonly string[]) {
  try {
    const options = { port: { type: 'string' }, scenario: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}\nUsage: npm run playground -- [--port NUMBER] [--scenario NAME]`);
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new UsageError(`"${text}" is no port. Give a number from 0 (any free one) to 65535.`);
  }
  return port;
}

function readScenario(name: string | undefined): ScenarioName | null {
  if (name === undefined) return null;
  if (isScenario(name)) return name;
  const list = Object.values(scenarios).map((each) => `  ${each.name.padEnd(20)} ${each.about}`);
  throw new UsageError(`There is no scenario "${name}". There are:\n${list.join('\n')}`);
}

/** True for a name that the CircleCI simulator knows. */
export function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}
