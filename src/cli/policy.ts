import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { runCases } from '../policy/cases.ts';
import { readPolicy } from '../policy/read.ts';
import { problemLine } from '../policy/source.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** @returns null when the words are none of its commands */
export async function policyCommand(words: readonly string[], terminal: Terminal): Promise<ExitCode | null> {
  const [command, path, ...more] = words;
  if (path === undefined || more.length > 0) return null;
  if (command === 'check') return check(path, terminal);
  return command === 'test' ? test(path, terminal) : null;
}

async function check(path: string, terminal: Terminal): Promise<ExitCode> {
  const text = await read(path, terminal);
  if (text === null) return 1;
  const reading = readPolicy(text);
  if (!reading.ok) {
    terminal.tell(`${path} would be refused:\n${reading.problems.map(problemLine).join('\n')}\n`);
    return 1;
  }
  await terminal.print(`${path}: ${reading.policy.rules.length} rules, version ${reading.policy.digest}\n`);
  return 0;
}

async function test(path: string, terminal: Terminal): Promise<ExitCode> {
  const text = await read(path, terminal);
  if (text === null) return 1;
  const load = (name: string) => read(resolve(dirname(path), name), terminal);
  const result = await runCases(text, load);
  if ('problems' in result) {
    terminal.tell(`${path} cannot be used:\n${result.problems.map(problemLine).join('\n')}\n`);
    return 1;
  }
  const failed = result.cases.filter(({ problem }) => problem !== null);
  for (const { name, line, problem } of failed) terminal.tell(`FAILED ${name} (line ${line}): ${problem}\n`);
  await terminal.print(
    `${result.cases.length - failed.length} of ${result.cases.length} cases are as expected\n`,
  );
  return failed.length === 0 ? 0 : 1;
}

async function read(path: string, terminal: Terminal): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    terminal.tell(`${path} cannot be read (${code}).\n`);
    return null;
  }
}
