import type { PGlite } from '@electric-sql/pglite';
import { createTurns } from './turns.ts';

/** What Kysely and pg-boss use of the engine. */
export type SharedPglite = Pick<
  PGlite,
  'query' | 'exec' | 'transaction' | 'listen' | 'close' | 'closed' | 'ready' | 'waitReady'
>;

/**
 * The embedded engine, one statement in a turn of the event loop: the queue's workers all look for jobs at the same
 * moment, and a command asks several things in a row. Transactions go straight on, as nobody else can use the engine
 * meanwhile.
 */
export function inTurns(pglite: PGlite): SharedPglite {
  const inTurn = createTurns();
  return {
    query: (text, values, options) => inTurn(() => pglite.query(text, values, options)),
    exec: (text, options) => inTurn(() => pglite.exec(text, options)),
    transaction: (work) => pglite.transaction(work),
    listen: (channel, callback) => pglite.listen(channel, callback),
    close: () => pglite.close(),
    get closed() {
      return pglite.closed;
    },
    get ready() {
      return pglite.ready;
    },
    get waitReady() {
      return pglite.waitReady;
    },
  };
}
