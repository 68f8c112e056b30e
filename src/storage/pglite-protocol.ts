/** What the program's thread and the embedded database's thread tell each other. */

export interface Result {
  readonly rows: Record<string, unknown>[];
  readonly fields: { readonly name: string; readonly dataTypeID: number }[];
  readonly affectedRows?: number;
}

/** Carried out in the order in which they are sent; a statement outside of a transaction waits for its end. */
export type Request =
  | {
      readonly do: 'query';
      readonly text: string;
      readonly values: readonly unknown[];
      readonly inside: boolean;
    }
  | { readonly do: 'exec'; readonly text: string }
  | { readonly do: 'begin' | 'commit' | 'rollback' | 'close' }
  | { readonly do: 'listen'; readonly channel: string };

export interface Call {
  readonly id: number;
  readonly request: Request;
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: Failure }
  | { readonly channel: string; readonly payload: string };

/** Only an error's message and stack would survive the way between threads; its code is what callers look at. */
export interface Failure {
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Record<string, unknown>;
}
