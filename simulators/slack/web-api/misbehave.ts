import type { ServerResponse } from 'node:http';
import { replyJson } from '../http/reply.ts';
import { tooMany } from './call-method.ts';
import type { FaultBehaviour } from './faults.ts';

/** True for faults that take the call's place: nothing is done. */
export function isInsteadOfCall(fault: FaultBehaviour): boolean {
  return !['resetAfter', 'emptyAfter', 'slow'].includes(fault.behaviour);
}

/** What the record of calls says of such a fault. */
export function nameOf(fault: FaultBehaviour): string {
  return fault.behaviour === 'error' ? fault.error : fault.behaviour;
}

/** Answers, or does not, as a fault in the call's place wants it. */
export function misbehave(response: ServerResponse, fault: FaultBehaviour): void {
  if (fault.behaviour === 'ratelimited') {
    const { status, body, headers } = tooMany({}, fault.retryAfter ?? 1);
    replyJson(response, status, body, headers);
  } else if (fault.behaviour === 'status') {
    response.writeHead(fault.status ?? 500, { 'content-type': 'text/html' });
    response.end('<html><body>server error</body></html>');
  } else if (fault.behaviour === 'error') {
    replyJson(response, 200, { ok: false, error: fault.error });
  } else if (fault.behaviour === 'reset') {
    response.socket?.destroy();
  }
  // `hang`: nothing is sent; the simulator's stop closes the socket.
}

/** Sends the answer of a call that was done, unless the fault keeps it back. */
export async function answerAfter(
  response: ServerResponse,
  fault: FaultBehaviour | null,
  send: () => void,
): Promise<void> {
  if (fault?.behaviour === 'resetAfter') {
    response.socket?.destroy();
    return;
  }
  if (fault?.behaviour === 'emptyAfter') {
    replyJson(response, 200, {});
    return;
  }
  if (fault?.behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  send();
}
