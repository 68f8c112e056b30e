import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

export function writeReply(response: ServerResponse, reply: Reply): void {
  const { bytes, headers } = encode(reply);
  response.writeHead(reply.status, headers).end(bytes);
}

/** Promises the whole answer, sends half of it and breaks the connection. */
export function breakOff(response: ServerResponse, reply: Reply): void {
  const { bytes, headers } = encode(reply);
  response.writeHead(reply.status, headers);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function encode(reply: Reply): { readonly bytes: Buffer; readonly headers: Record<string, string | number> } {
  const isRaw = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
  const bytes = Buffer.isBuffer(reply.body)
    ? reply.body
    : Buffer.from(isRaw ? String(reply.body) : JSON.stringify(reply.body));
  const type = isRaw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  return { bytes, headers: { 'content-type': type, 'content-length': bytes.length, ...reply.headers } };
}
