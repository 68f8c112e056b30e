import type { IncomingMessage, RequestListener } from 'node:http';

/** Slack's documentation tells apps to refuse requests more than five minutes off. */
const WINDOW_SECONDS = 300;
/** Slack's own requests are far smaller. */
export const MOST_BYTES = 1024 * 1024;

/**
 * What Bolt leaves out, checked before it sees a request; the signature is Bolt's to check. Bolt refuses old requests
 * but takes ones dated in the future (measured on 5.1), which could be replayed until that future has passed. And a
 * body that it finds too large it leaves unread, so that the next request on the same connection waits for ever.
 */
export function guardRequest(listener: RequestListener, now: () => number = Date.now): RequestListener {
  return (request, response) => {
    const status = refusal(request, now());
    if (status === null) {
      listener(request, response);
      return;
    }
    response.writeHead(status, { connection: 'close' }).end();
  };
}

/** @returns the status to refuse with, or null */
function refusal({ headers }: IncomingMessage, now: number): 401 | 411 | 413 | null {
  const length = headers['content-length'];
  if (length === undefined) return 411;
  if (Number(length) > MOST_BYTES) return 413;
  const header = headers['x-slack-request-timestamp'];
  const timestamp = typeof header === 'string' && /^\d{1,12}$/.test(header) ? Number(header) : Number.NaN;
  return Math.abs(now / 1000 - timestamp) <= WINDOW_SECONDS ? null : 401;
}
