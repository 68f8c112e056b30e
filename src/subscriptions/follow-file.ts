import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { closeChannel } from '../sending/closed-channels.ts';
import { whyNotWritable } from '../sending/writable.ts';
import { applyFile, channelsOfFile, forgetFile, hasFileState } from './apply-file.ts';
import { MOST_BYTES, problemLines, readSubscriptionsFile } from './read-file.ts';

type FileContext = Pick<Context, 'db' | 'slack' | 'queue' | 'log' | 'metrics' | 'now'>;

/** Looked at instead of watched: editors and mounted volumes replace files in ways that watching does not see. */
const LOOK_EVERY_MS = 3_000;

/** The program was never told of a good file, and does not start with a wrong one. */
export class SubscriptionsFileError extends Error {
  override readonly name = 'SubscriptionsFileError';
  readonly code = 'start_refused';
}

export interface FollowedFile {
  /** One sentence for `/healthz` while the file is wrong; null while it is in force. */
  warning(): string | null;
  stop(): Promise<void>;
}

/**
 * Keeps the subscriptions of source `file` equal to SUBSCRIPTIONS_FILE, now and whenever it changes. A file that is
 * wrong changes nothing: the last good one, which is in the database, stays in force, and the log names every mistake
 * with its place. Its channels are looked at one by one, whether the bot can post there; the log and `/circleci health`
 * name those where it can't.
 *
 * @param path null without a file: then what an earlier one made is removed
 * @throws SubscriptionsFileError when the file is wrong and no good one was ever in force
 */
export async function followSubscriptionsFile(
  ctx: FileContext,
  path: string | null,
  everyMs: number = LOOK_EVERY_MS,
): Promise<FollowedFile> {
  if (path === null) {
    if (await hasFileState(ctx)) {
      await forgetFile(ctx);
      ctx.log.warn('SUBSCRIPTIONS_FILE is not set any more: the subscriptions it made are removed');
    }
    return { warning: () => null, stop: async () => {} };
  }
  const known = await hasFileState(ctx);
  let seen = await look(path);
  const problems = await takeIn(ctx, seen);
  if (problems !== null && !known) throw new SubscriptionsFileError(refusal(path, problems));
  let warning = told(ctx, path, problems);
  let unchecked = await channelsOfFile(ctx);
  const stopping = new AbortController();
  const running = watch();
  return {
    warning: () => warning,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };

  async function watch(): Promise<void> {
    while (await rested(everyMs, stopping.signal)) {
      const found = await look(path ?? '');
      try {
        if (found.fingerprint !== seen.fingerprint) {
          warning = told(ctx, path ?? '', await takeIn(ctx, found));
          seen = found;
          unchecked = await channelsOfFile(ctx);
        }
        // One at a time: Slack lets conversations.info be called 50 times a minute.
        const channelId = unchecked[0];
        if (channelId === undefined) continue;
        const reason = await whyNotWritable(ctx, channelId);
        if (reason !== null) await closeChannel(ctx, channelId, reason);
        unchecked = unchecked.slice(1);
      } catch (error) {
        // The database, as a rule; the file is looked at again.
        ctx.log.error({ err: error }, 'the subscriptions file could not be taken in and will be again');
      }
    }
  }
}

/** What is at the path now. */
interface Look {
  readonly fingerprint: string;
  readonly text: string | null;
  readonly problem: string | null;
}

async function look(path: string): Promise<Look> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return unreadable(`it has ${size} bytes, and at most ${MOST_BYTES} are read`);
    const text = await readFile(path, 'utf8');
    return { fingerprint: createHash('sha256').update(text).digest('hex'), text, problem: null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return unreadable(`it cannot be read (${code})`);
  }
}

function unreadable(problem: string): Look {
  return { fingerprint: problem, text: null, problem };
}

/** @returns what is wrong, or null when it is in force now */
async function takeIn(ctx: FileContext, { text, problem }: Look): Promise<readonly string[] | null> {
  if (text === null) return [problem ?? ''];
  const read = readSubscriptionsFile(text);
  if ('problems' in read) return problemLines('', read.problems).map((line) => line.slice(1));
  const changed = await applyFile(ctx, read.subscriptions);
  const count = read.subscriptions.length;
  ctx.log.info({ count, changed }, 'the subscriptions file is in force');
  return null;
}

function told(
  { log, metrics }: FileContext,
  path: string,
  problems: readonly string[] | null,
): string | null {
  metrics.subscriptionsFile(problems === null);
  if (problems === null) return null;
  log.error({ path, problems }, 'the subscriptions file is wrong: the last good one stays in force');
  return `The subscriptions file is wrong in ${problems.length} places, and the last good one is in force. The log names them.`;
}

function refusal(path: string, problems: readonly string[]): string {
  return [
    `circleci-chatops cannot start, because SUBSCRIPTIONS_FILE (${path}) is wrong and no good one was ever in force:`,
    ...problems.map((line) => `  - ${line}`),
    'To look at it without starting: circleci-chatops subscriptions check FILE',
  ].join('\n');
}

/** @returns false when it was called off */
function rested(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return pause(milliseconds, true, { signal, ref: false }).catch(() => false);
}
