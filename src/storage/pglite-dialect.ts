import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Pglite, PgliteTransaction } from './pglite-thread.ts';

/**
 * Kysely over the embedded database's thread, which keeps transactions and statements apart itself: statements that are
 * asked for together are on their way together, and whoever waits is served in turn.
 */
export function pgliteDialect(pglite: Pglite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(pglite),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PgliteDriver implements Driver {
  readonly #pglite: Pglite;

  constructor(pglite: Pglite) {
    this.#pglite = pglite;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PgliteConnection> {
    return new PgliteConnection(this.#pglite);
  }

  async beginTransaction(connection: PgliteConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel !== undefined || settings.accessMode !== undefined) {
      throw new Error('the embedded database does one thing at a time: a transaction has no settings');
    }
    connection.transaction = await this.#pglite.begin();
  }

  commitTransaction(connection: PgliteConnection): Promise<void> {
    return connection.end('commit');
  }

  rollbackTransaction(connection: PgliteConnection): Promise<void> {
    return connection.end('rollback');
  }

  async releaseConnection(): Promise<void> {}

  /** The engine is closed by whoever opened it. */
  async destroy(): Promise<void> {}
}

class PgliteConnection implements DatabaseConnection {
  readonly #pglite: Pglite;
  transaction: PgliteTransaction | null = null;

  constructor(pglite: Pglite) {
    this.#pglite = pglite;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows } = await (this.transaction ?? this.#pglite).query<R>(sql, parameters);
    return { rows, numAffectedRows: BigInt(affectedRows) };
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    const ending = this.transaction;
    this.transaction = null;
    await ending?.[how]();
  }

  streamQuery(): never {
    throw new Error('the embedded database does not stream');
  }
}
