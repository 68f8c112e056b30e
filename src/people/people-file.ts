import { unwatchFile, watchFile } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { transact } from '../storage/transact.ts';
import { readPeopleFile } from './read-people-file.ts';

type FileContext = Pick<Context, 'db' | 'log' | 'now'>;

/** Looked at instead of watched: mounted files are replaced in ways that watching does not see. */
const LOOK_EVERY_MS = 2_000;
const MOST_BYTES = 4 * 1024 * 1024;
/** One insert takes so many rows. */
const BATCH = 1_000;

/**
 * Keeps the database's copy of the operator's list of people equal to the file, now and whenever the file changes. A
 * file that is wrong changes nothing, and the log names what is wrong with its lines: the list before stays. Without
 * a file there is no list.
 *
 * @param path null without a file
 * @returns how to stop looking
 */
export async function followPeopleFile(
  ctx: FileContext,
  path: string | null,
  everyMs: number = LOOK_EVERY_MS,
): Promise<() => Promise<void>> {
  if (path === null) {
    await replaceList(ctx, new Map());
    return async () => {};
  }
  // One after the other, so that the newest is what stays.
  let last = Promise.resolve();
  const look = () => {
    last = last.then(() => load(ctx, path));
  };
  watchFile(path, { interval: everyMs, persistent: false }, look);
  look();
  await last;
  return async () => {
    unwatchFile(path, look);
    await last;
  };
}

async function load(ctx: FileContext, path: string): Promise<void> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new Error(`it has ${size} bytes, and at most ${MOST_BYTES} are read`);
    const file = readPeopleFile(await readFile(path, 'utf8'));
    if ('problems' in file) {
      ctx.log.error({ path, problems: file.problems }, 'the list of people is wrong; the one before stays');
      return;
    }
    await replaceList(ctx, file.people);
    ctx.log.info({ path, names: file.people.size }, 'the list of people was read');
  } catch (error) {
    ctx.log.error({ err: error, path }, 'the list of people could not be read; the one before stays');
  }
}

async function replaceList({ db, now }: FileContext, people: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...people].map(([identity, user]) => ({
    source: 'file' as const,
    identity,
    slack_user_id: user,
    proven: true,
    linked_at: now(),
  }));
  await transact(db, async (tx) => {
    // Replicas that start at once replace it one after the other.
    await sql`select pg_advisory_xact_lock(hashtext('chatops_people_file'))`.execute(tx);
    await tx.deleteFrom('people_links').where('source', '=', 'file').execute();
    for (let at = 0; at < rows.length; at += BATCH) {
      await tx
        .insertInto('people_links')
        .values(rows.slice(at, at + BATCH))
        .execute();
    }
  });
}
