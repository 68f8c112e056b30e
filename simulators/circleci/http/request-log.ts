/** A request the simulator received. Tokens are never kept. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly at: number;
  readonly tokenPresent: boolean;
  /** Null while there is no answer, and for good when there was to be none. */
  status: number | null;
}

const KEPT = 5_000;

/** Adds to a bounded list; the oldest goes. */
export function logRequest(log: LoggedRequest[], entry: LoggedRequest): LoggedRequest {
  log.push(entry);
  if (log.length > KEPT) log.shift();
  return entry;
}
