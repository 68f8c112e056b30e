import type { Context } from '../context.ts';
import { open } from './sealed.ts';
import { findLinked, hostOf, type Person } from './store.ts';

/** @returns what the form for a token says of the person; null when there is no key, so that nobody can connect */
export async function connectForm(
  { db, config }: Pick<Context, 'db' | 'config'>,
  person: Person,
): Promise<{ host: string; now: { login: string; unreadable: boolean } | null } | null> {
  const { keys } = config.identities;
  if (keys.length === 0) return null;
  const linked = await findLinked(db, person);
  const host = hostOf(config);
  if (linked === null) return { host, now: null };
  try {
    open(keys, linked, linked);
    return { host, now: { login: linked.login, unreadable: false } };
  } catch {
    return { host, now: { login: linked.login, unreadable: true } };
  }
}
