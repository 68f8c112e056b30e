/**
 * SQLSTATEs of a server that is away, ends, takes no connections, has no room, takes no writes, or was too slow for a
 * time limit. Source: PostgreSQL docs, appendix A.
 */
const STATES = /^(?:08...|53...|57P0.|57014|58...|25006|25P03|28...|3D000|55000|55P03)$/;
/** Of a connection that is not made or breaks. The clients of Slack and CircleCI never let them out. */
const CONNECTION = /^(?:ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOST|ENET|ERR_SSL|ERR_TLS)/;
/** What pg and Kysely throw without a code. */
const MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|connection error and is not queryable|not queryable|already been destroyed|after calling end on the pool/i;

/** @returns whether the database could not be asked: what was asked may be right, and works when it is back */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && (STATES.test(code) || CONNECTION.test(code))) return true;
  if (error.name === 'CircleCIError' || error.name === 'SlackError') return false;
  return MESSAGES.test(error.message) || isDatabaseUnavailable(error.cause);
}
