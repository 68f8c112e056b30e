import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Call, Failure, Reply, Request } from './pglite-protocol.ts';

/** The embedded database, in a thread of its own. Started by `pglite-thread.ts`, with the folder's path. */

interface Open {
  readonly tx: Transaction;
  readonly end: (how: 'commit' | 'rollback') => void;
  /** Settles when the transaction has ended. */
  readonly ended: Promise<unknown>;
}

const ROLLED_BACK = new Error('rolled back');

if (parentPort === null) throw new Error('pglite-worker.ts is the entry of a thread, not of a program');
const port = parentPort;
const pglite = await PGlite.create(String(workerData));
let open: Open | undefined;

port.on('message', async ({ id, request }: Call) => {
  try {
    tell({ id, value: await carryOut(request) });
  } catch (error) {
    tell({ id, error: failure(error) });
  }
});
tell({ id: 0, value: null });

function tell(reply: Reply): void {
  port.postMessage(reply);
}

async function carryOut(request: Request): Promise<unknown> {
  switch (request.do) {
    case 'query':
      return (request.inside ? transaction().tx : pglite).query(request.text, [...request.values]);
    case 'exec':
      return pglite.exec(request.text);
    case 'begin':
      return begin();
    case 'commit':
      return end('commit');
    case 'rollback':
      return end('rollback');
    case 'listen':
      await pglite.listen(request.channel, (payload) => tell({ channel: request.channel, payload }));
      return null;
    case 'close':
      return pglite.close();
  }
}

function transaction(): Open {
  if (open === undefined) throw new Error('there is no open transaction');
  return open;
}

/** @returns once the transaction is open, which waits for the one before it */
async function begin(): Promise<null> {
  const begun = Promise.withResolvers<null>();
  const finish = Promise.withResolvers<'commit' | 'rollback'>();
  const ended = pglite.transaction(async (tx) => {
    open = { tx, end: finish.resolve, ended };
    begun.resolve(null);
    if ((await finish.promise) === 'rollback') throw ROLLED_BACK;
  });
  ended.catch(begun.reject);
  return begun.promise;
}

async function end(how: 'commit' | 'rollback'): Promise<null> {
  const ending = transaction();
  open = undefined;
  ending.end(how);
  await ending.ended.catch((error: unknown) => {
    if (error !== ROLLED_BACK) throw error;
  });
  return null;
}

/** Without the statement and its values: what people wrote is in them, and errors are logged. */
function failure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), stack: undefined, fields: {} };
  const {
    query: _query,
    params: _params,
    queryOptions: _options,
    ...rest
  } = { ...error } as Record<string, unknown>;
  const fields = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
  );
  return { message: error.message, stack: error.stack, fields };
}
