import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { checkLease } from './data-dir-lease.ts';
import type { Call, Failure, Reply, Request, WorkerData } from './pglite-protocol.ts';
import { createStatements } from './pglite-statements.ts';

/** The embedded database, in a thread of its own. Started by `pglite-thread.ts`, with the folder's path. */

if (parentPort === null) throw new Error('pglite-worker.ts is the entry of a thread, not of a program');
const port = parentPort;
const SETTINGS = {
  // Of PGlite's 128 MB all is in use from the start, for tables that the operating system keeps in its cache as well.
  shared_buffers: '32MB',
  // To fill each file of the log with zeros first takes 40 ms, in which all else waits; at a thousand deliveries a second
  // there is a new one every ten seconds.
  wal_init_zero: 'off',
};
const { path, lease }: WorkerData = workerData;
const pglite = await PGlite.create(path, {
  startParams: [
    ...PGlite.defaultStartParams,
    ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ],
});
const statements = createStatements(pglite);

/** The number of the transaction that is open. */
let open: number | null = null;
let busy = false;
const ofTransaction: Call[] = [];
const urgent: Call[] = [];
const waiting: Call[] = [];
/** However much is urgent, after so many of them one goes that is not. */
const MOST_URGENT = 10;
let urgentOnes = 0;

port.on('message', (call: Call) => {
  if (goesFirst(call.request)) ofTransaction.push(call);
  else (call.urgent ? urgent : waiting).push(call);
  void carryOutAll();
});
tell({ id: 0, value: null });

function goesFirst(request: Request): boolean {
  return request.do === 'close' || ('in' in request && request.in !== null && request.do !== 'begin');
}

async function carryOutAll(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let call = next(); call !== undefined; call = next()) {
    try {
      if (lease !== undefined) checkLease(lease);
      tell({ id: call.id, value: await carryOut(call.request) });
    } catch (error) {
      tell({ id: call.id, error: failure(error) });
    }
  }
  busy = false;
}

function next(): Call | undefined {
  const first = ofTransaction.shift();
  if (first !== undefined || open !== null) return first;
  const isTheirTurn = urgentOnes < MOST_URGENT || waiting.length === 0;
  const call = isTheirTurn ? (urgent.shift() ?? waiting.shift()) : waiting.shift();
  urgentOnes = call?.urgent === true ? urgentOnes + 1 : 0;
  return call;
}

function tell(reply: Reply): void {
  port.postMessage(reply);
}

async function carryOut(request: Request): Promise<unknown> {
  switch (request.do) {
    case 'query':
      if (request.in !== null && request.in !== open) throw new Error('this transaction has ended');
      return statements.run(request.text, request.values);
    case 'exec':
      return statements.runAll(request.text).catch(leaveTransaction);
    case 'begin':
      await statements.run('begin', []);
      open = request.in;
      return null;
    case 'commit':
    case 'rollback':
      return end(request.do, request.in);
    case 'listen':
      await pglite.listen(request.channel, (payload) => tell({ channel: request.channel, payload }));
      return null;
    case 'close':
      return pglite.close();
  }
}

/** A text of several statements may have failed between a `begin` and its `commit`, which is nobody else's to end. */
async function leaveTransaction(error: unknown): Promise<never> {
  if (open === null && pglite.isInTransaction()) await statements.run('rollback', []);
  throw error;
}

async function end(how: 'commit' | 'rollback', number: number): Promise<null> {
  // After a commit that failed nothing is open any more.
  if (open !== number) return null;
  open = null;
  const { tag } = await statements.run(how, []);
  // To commit what an error has aborted rolls it back, and PostgreSQL does not call that an error.
  if (how === 'commit' && tag === 'ROLLBACK') {
    throw Object.assign(new Error('the transaction was aborted by an error and is rolled back'), {
      code: '25P02',
    });
  }
  return null;
}

/** Without the statement and its values: what people wrote is in them, and errors are logged. */
function failure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), fields: {} };
  const {
    query: _query,
    params: _params,
    queryOptions: _options,
    ...rest
  } = { ...error } as Record<string, unknown>;
  const fields = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
  );
  return { message: error.message, fields };
}
