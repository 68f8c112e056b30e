import { Worker } from 'node:worker_threads';
import type { DataDirLease } from './data-dir-lease.ts';
import type { Call, Failure, Reply, Request, Result, WorkerData } from './pglite-protocol.ts';
import { isUrgent } from './urgency.ts';

/** What Kysely and pg-boss use of the embedded engine. */
export interface Pglite {
  query<R>(text: string, values?: readonly unknown[]): Promise<Results<R>>;
  exec(text: string): Promise<Results<Record<string, unknown>>[]>;
  /** @returns once the transaction is open, which waits for those before it; all else waits for its end then */
  begin(): Promise<PgliteTransaction>;
  transaction<T>(work: (tx: PgliteTransaction) => Promise<T>): Promise<T>;
  /** @returns stops telling `callback`; the database goes on announcing */
  listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
  readonly closed: boolean;
}

export interface PgliteTransaction {
  query<R>(text: string, values?: readonly unknown[]): Promise<Results<R>>;
  /** @throws with code 25P02 when an error has aborted it: nothing of it is kept */
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

type Results<R> = Omit<Result, 'rows'> & { readonly rows: R[] };

/**
 * Opens the embedded database in a thread of its own: on the program's thread each statement would hold up whoever
 * waits for an acknowledgement by a millisecond or more.
 *
 * @param path the database's folder, or `memory://`
 * @param lease this process's hold on the folder; checked before each statement
 * @throws when it cannot be opened
 */
export async function openPglite(path: string, lease?: DataDirLease): Promise<Pglite> {
  const workerData: WorkerData = { path, lease };
  const thread = new Worker(ENTRY, { workerData, env: {}, name: 'pglite' });
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<(payload: string) => void>>();
  let gone: Error | undefined;
  let last = 0;
  let transactions = 0;

  // While an answer is awaited the thread keeps the program alive, as a socket would.
  const expect = <T>(id: number): Promise<T> => {
    const call = Promise.withResolvers<unknown>();
    calls.set(id, call);
    thread.ref();
    return call.promise as Promise<T>;
  };
  const settle = (id: number, how: (call: PromiseWithResolvers<unknown>) => void) => {
    const call = calls.get(id);
    calls.delete(id);
    if (calls.size === 0) thread.unref();
    if (call !== undefined) how(call);
  };
  const send = <T>(request: Request): Promise<T> => {
    if (gone !== undefined) return Promise.reject(gone);
    last += 1;
    const answer = expect<T>(last);
    try {
      thread.postMessage({ id: last, request, urgent: isUrgent() } satisfies Call);
    } catch (error) {
      // A value that cannot go from one thread to another: nothing was sent, and nothing will answer.
      settle(last, ({ reject }) => reject(error));
    }
    return answer;
  };
  const end = (error: Error) => {
    gone ??= error;
    for (const id of [...calls.keys()]) settle(id, ({ reject }) => reject(error));
  };

  thread.on('message', (reply: Reply) => {
    if ('channel' in reply) for (const told of listeners.get(reply.channel) ?? []) told(reply.payload);
    else if ('error' in reply) settle(reply.id, ({ reject }) => reject(asError(reply.error)));
    else settle(reply.id, ({ resolve }) => resolve(reply.value));
  });
  thread.on('error', end);
  thread.on('exit', () => end(new Error('the embedded database has ended')));
  await expect(READY);

  const query = async <R>(number: number | null, text: string, values: readonly unknown[] = []) => {
    try {
      return await send<Results<R>>({ do: 'query', text, values, in: number });
    } catch (error) {
      // Its own stack is the thread's, and ends where the statement was sent.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  };

  const begin = async (): Promise<PgliteTransaction> => {
    transactions += 1;
    const number = transactions;
    await send({ do: 'begin', in: number });
    return {
      query: (text, values) => query(number, text, values),
      commit: () => send({ do: 'commit', in: number }),
      rollback: () => send({ do: 'rollback', in: number }),
    };
  };

  return {
    query: (text, values) => query(null, text, values),
    exec: (text) => send({ do: 'exec', text }),
    begin,
    async transaction(work) {
      const tx = await begin();
      try {
        const result = await work(tx);
        await tx.commit();
        return result;
      } catch (error) {
        await tx.rollback().catch(() => {});
        throw error;
      }
    },
    async listen(channel, callback) {
      const told = listeners.get(channel) ?? new Set();
      listeners.set(channel, told);
      if (told.size === 0) await send({ do: 'listen', channel });
      told.add(callback);
      return async () => void told.delete(callback);
    },
    async close() {
      await send({ do: 'close' });
      gone = new Error('the embedded database is closed');
      await thread.terminate();
    },
    get closed() {
      return gone !== undefined;
    },
  };
}

/** The thread's first message, without a call. */
const READY = 0;

/** In a checkout the sources run as they are; in an image they are compiled, and so is this file then. */
const ENTRY = new URL(`pglite-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

function asError({ message, fields }: Failure): Error {
  return Object.assign(new Error(message), fields);
}
