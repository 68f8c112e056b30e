import type { Context } from '../context.ts';

/**
 * Says at the start what nobody would notice before somebody clicks: that stored tokens have no key, or that nobody
 * can have anything done.
 */
export async function checkIdentities({
  db,
  config,
  log,
}: Pick<Context, 'db' | 'config' | 'log'>): Promise<void> {
  const { keys, shared } = config.identities;
  if (keys.length === 0 && shared.length === 0) {
    log.warn(
      'nobody can have anything done in CircleCI: set ENCRYPTION_KEYS, so that people can connect, or SHARED_IDENTITY',
    );
  }
  const rows = await db
    .selectFrom('identities')
    .select(['key_id', (eb) => eb.fn.countAll<string>().as('people')])
    .groupBy('key_id')
    .execute();
  for (const { key_id: key, people } of rows) {
    if (keys.some(({ id }) => id === key)) continue;
    log.error(
      { keyId: key, people: Number(people) },
      'ENCRYPTION_KEYS lacks the key of stored tokens; those people cannot act as themselves until it is back',
    );
  }
}
