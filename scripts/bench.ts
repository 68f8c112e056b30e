import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Verdict, verdictsOn } from './bench/verdicts.ts';

/**
 * `npm run bench [-- NAME …]`: installs the peers that the benchmarks are compared with, then runs every
 * `bench/*.ts`, or the named ones, one after the other. Their JSON lines go to standard output, a summary of the
 * promises to standard error. Ends with 1 when a promise is missed by more than the rounds differ by on their own.
 *
 * `BEFORE=folder` names another checkout, with its packages installed, that some of them measure in turns with this one.
 */
const folder = join(import.meta.dirname, '../bench');
/** What says most about the bot comes first: a run of all may be cut short. */
const FIRST = ['intake', 'start-and-memory', 'clicks', 'latency', 'burst'];
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))
  .sort();
const all = [...FIRST, ...files.filter((name) => !FIRST.includes(name))];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(1);
}

const verdicts: Verdict[] = [];
const failed: string[] = [];
// npm's own output goes to standard error, so that standard output is only JSON lines.
if ((await run('npm', ['--prefix', folder, 'ci', '--no-fund', '--no-audit'], console.error)) !== 0) {
  console.error('The peers could not be installed.');
  process.exit(1);
}
describeMachine();
for (const name of wanted.length > 0 ? wanted : all) {
  const began = performance.now();
  const loadBefore = load();
  if ((await run(process.execPath, [join(folder, `${name}.ts`)], takeLine)) !== 0) failed.push(name);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.error(`— ${name}: ${seconds} s; load ${loadBefore} before, ${load()} after`);
  console.log(JSON.stringify({ bench: name, seconds, loadBefore, loadAfter: load() }));
}
summarise();

/** On both outputs: figures say nothing without it. */
function describeMachine(): void {
  const processors = cpus();
  const machine = {
    cores: processors.length,
    model: processors[0]?.model ?? 'unknown',
    memoryGiB: Number((totalmem() / 2 ** 30).toFixed(1)),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    load: load(),
    before: process.env.BEFORE ?? null,
  };
  console.log(JSON.stringify({ machine }));
  console.error(
    `${machine.cores} × ${machine.model}, ${machine.memoryGiB} GiB, ${machine.system}, Node.js ${machine.node}, load ${machine.load}`,
  );
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

function takeLine(text: string): void {
  console.log(text);
  const line: unknown = JSON.parse(text);
  if (typeof line === 'object' && line !== null) verdicts.push(...verdictsOn({ ...line }));
}

/** @returns the exit code */
async function run(command: string, args: readonly string[], take: (line: string) => void): Promise<number> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  for await (const line of createInterface({ input: child.stdout })) take(line);
  return ended;
}

function summarise(): void {
  const words = { met: 'met   ', near: 'near  ', missed: 'MISSED' };
  console.error('');
  for (const { text, result } of verdicts) console.error(`${words[result]}  ${text}`);
  for (const name of failed) console.error(`FAILED  ${name} did not run to its end`);
  if (failed.length > 0 || verdicts.some(({ result }) => result === 'missed')) process.exitCode = 1;
}
