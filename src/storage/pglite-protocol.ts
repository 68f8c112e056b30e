import type { DataDirLease } from './data-dir-lease.ts';

/** What the program's thread and the embedded database's thread tell each other. */

export interface Result {
  readonly rows: Record<string, unknown>[];
  readonly fields: { readonly name: string; readonly dataTypeID: number }[];
  readonly affectedRows: number;
  /** What was done, as the engine says: `INSERT 0 1`. */
  readonly tag: string;
}

/**
 * Carried out in the order in which they are sent, urgent ones first. What has the number of a transaction goes on with
 * it; all else waits for its end.
 */
export type Request =
  | {
      readonly do: 'query';
      readonly text: string;
      readonly values: readonly unknown[];
      readonly in: number | null;
    }
  | { readonly do: 'exec'; readonly text: string }
  | { readonly do: 'begin' | 'commit' | 'rollback'; readonly in: number }
  | { readonly do: 'listen'; readonly channel: string }
  /** At once, whatever waits or is open. */
  | { readonly do: 'close' };

export interface Call {
  readonly id: number;
  readonly request: Request;
  readonly urgent: boolean;
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: Failure }
  | { readonly channel: string; readonly payload: string };

/** Only an error's message and stack would survive the way between threads; its code is what callers look at. */
export interface Failure {
  readonly message: string;
  readonly fields: Record<string, unknown>;
}

/** What the thread is started with. */
export interface WorkerData {
  readonly path: string;
  readonly lease: DataDirLease | undefined;
}
