import { readFile } from 'node:fs/promises';
import { problemLines, readSubscriptionsFile } from '../subscriptions/read-file.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/**
 * `subscriptions check FILE`: for a pipeline of the repository in which the file is reviewed. Needs no settings.
 *
 * @returns null when the words are not of this command
 */
export async function subscriptionsCommand(
  words: readonly string[],
  { print, tell }: Pick<Terminal, 'print' | 'tell'>,
): Promise<ExitCode | null> {
  const [verb, file, ...more] = words;
  if (verb !== 'check' || file === undefined || more.length > 0) return null;
  const source = await readFile(file, 'utf8').catch((error: unknown) => {
    tell(`${file} cannot be read: ${error instanceof Error ? error.message : 'unknown'}\n`);
    return null;
  });
  if (source === null) return 1;
  const read = readSubscriptionsFile(source);
  if ('problems' in read) {
    await print(`${problemLines(file, read.problems).join('\n')}\n`);
    tell(`${read.problems.length} to mend; a bot would keep the file before.\n`);
    return 1;
  }
  const channels = new Set(read.subscriptions.map(({ channelId }) => channelId));
  await print(
    `${file}: ${read.subscriptions.length} subscriptions of ${channels.size} channels, all right\n`,
  );
  return 0;
}
