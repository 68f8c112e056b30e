import type { IncomingMessage } from 'node:http';

export const MAX_BODY = 1024 * 1024;

/** @returns the body's bytes, or null when there are more than `max` (the rest is left unread) */
export async function readBody(request: IncomingMessage, max: number = MAX_BODY): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > max) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The content type without parameters, in lower case. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
