import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { settledWithin } from '../domain/settled-within.ts';

/** How long the program waits for a PostgreSQL server, in milliseconds. */
export interface DatabaseTimeouts {
  /** The server cancels a statement that runs longer, which includes waiting for a lock. */
  readonly statement: number;
  /** The connection is closed when a statement has no answer by then. Longer than `statement`: the server answers first. */
  readonly answer: number;
}

/** CircleCI waits 10 s for an answer to a webhook and Slack 3 s; nothing that runs longer is of use to them. */
export const BOT_TIMEOUTS: DatabaseTimeouts = { statement: 8_000, answer: 10_000 };
/** Migrations and commands such as `audit verify`, on tables of any size. */
export const LONG_TIMEOUTS: DatabaseTimeouts = { statement: 1_800_000, answer: 1_830_000 };

const CONNECT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
/**
 * A transaction that is open but idle this long belongs to a process that hangs or was cut off. The server ends it, or
 * its locks would hold up the other replicas until the server's own keep-alive gives up, by default after two hours.
 */
const IDLE_IN_TRANSACTION_MS = 30_000;
const CLOSE_MS = 500;
/** Source: PostgreSQL docs, appendix A. */
const READ_ONLY = '25006';

/**
 * Settings of every connection to the server, for a pool or a single client.
 *
 * The server's settings are set by statements and not in the startup message, where PgBouncer refuses those it does not
 * know. Source: PgBouncer docs, `ignore_startup_parameters`.
 */
export function connectionOptions(url: string, timeouts: DatabaseTimeouts) {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: timeouts.answer,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    onConnect: (client: pg.ClientBase): Promise<void> => prepareSession(client, timeouts),
  };
}

/** Gives the server's side of a connection its limits. A single client needs this after `connect`; a pool does it itself. */
export async function prepareSession(client: pg.ClientBase, timeouts: DatabaseTimeouts): Promise<void> {
  await client.query(`
    set statement_timeout = ${timeouts.statement};
    set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};
    set tcp_keepalives_idle = 30;
    set tcp_keepalives_interval = 10;
    set tcp_keepalives_count = 3`);
}

/** `bigint` as a number: what is stored was a safe whole number before. */
const types = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
};

/**
 * Opens a pool of connections, as Kysely uses one.
 *
 * A connection is thrown away when a statement on it got no answer: `pg` would put it back, and the next statement would
 * wait on it too. So is one to a server that has become read-only: after a failover the next one reaches the new primary.
 *
 * @param onError receives the error of each statement that fails
 */
export function openPool(
  url: string,
  timeouts: DatabaseTimeouts,
  max: number,
  onError: (error: unknown) => void = () => {},
): PostgresPool {
  const pool = new pg.Pool({ ...connectionOptions(url, timeouts), max, types });
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => {
    clients.add(client);
    // So would a connection that breaks while it is in use; the statement that fails says so.
    client.on('error', () => {});
  });
  pool.on('remove', (client) => clients.delete(client));

  return {
    options: pool.options,
    connect: async () => checkedOut(await pool.connect(), onError),
    async end() {
      // Statements without an answer are not waited for: ending their connections makes them fail.
      await settledWithin(pool.end(), CLOSE_MS);
      for (const client of clients) void endClient(client);
    },
  };
}

function checkedOut(client: pg.PoolClient, onError: (error: unknown) => void): PostgresPoolClient {
  let silent: unknown = null;
  let readOnly = false;
  const answered = async (sql: string, parameters: readonly unknown[]) => {
    if (silent !== null) throw silent;
    try {
      // `pg` declares `command` as any text.
      return (await client.query(sql, [...parameters])) as PostgresQueryResult<unknown>;
    } catch (error) {
      onError(error);
      // `pg` gives its time-out no code.
      if (error instanceof Error && error.message === 'Query read timeout') silent = error;
      if (codeOf(error) === READ_ONLY) readOnly = true;
      throw error;
    }
  };
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(
    sql: string | PostgresCursor<unknown>,
    parameters: readonly unknown[] = [],
  ): PostgresCursor<unknown> | Promise<PostgresQueryResult<unknown>> {
    if (typeof sql !== 'string') throw new Error('Kysely was given no cursors');
    return answered(sql, parameters);
  }
  return { query, release: (destroy) => client.release(destroy === true || silent !== null || readOnly) };
}

/** @returns an error's SQLSTATE, or Node's code where it has one */
export function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined;
}

/** Closes a connection without waiting for a server that does not answer. */
export async function endClient(client: Pick<pg.Client, 'end'>): Promise<void> {
  await settledWithin(client.end(), CLOSE_MS);
}
