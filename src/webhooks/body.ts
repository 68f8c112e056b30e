import type { IncomingMessage } from 'node:http';

/** The request's bytes, or why they were not read to the end. */
export type Body =
  | { readonly bytes: Buffer; readonly problem?: undefined }
  | { readonly problem: 'too-large' | 'too-slow' | 'aborted'; readonly bytes?: undefined };

/**
 * Reads a request's body as it was sent, and stops as soon as it is more than `maxBytes`, whatever the
 * request said its length was. The request is left unread when there is a problem: answer, then close.
 */
export function readBody(
  req: IncomingMessage,
  limits: { maxBytes: number; timeoutMs: number },
): Promise<Body> {
  if (Number(req.headers['content-length'] ?? 0) > limits.maxBytes) {
    return Promise.resolve({ problem: 'too-large' });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (body: Body) => {
      clearTimeout(timer);
      req.off('data', onData).off('end', onEnd).off('error', onAbort).off('close', onAbort);
      // An error after the answer must not become an uncaught one.
      req.on('error', () => {});
      if (body.bytes === undefined) req.pause();
      resolve(body);
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limits.maxBytes) finish({ problem: 'too-large' });
      else chunks.push(chunk);
    };
    const onEnd = () => {
      const [only] = chunks;
      finish({ bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length) });
    };
    const onAbort = () => finish({ problem: 'aborted' });
    const timer = setTimeout(() => finish({ problem: 'too-slow' }), limits.timeoutMs);
    req.on('data', onData).on('end', onEnd).on('error', onAbort).on('close', onAbort);
  });
}
