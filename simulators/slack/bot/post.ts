import { type Agent, request as httpRequest } from 'node:http';

export interface RawRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** An acknowledgement is small; whatever comes after this much is not read. */
const MAX_RESPONSE = 1024 * 1024;

/**
 * Posts exactly these bytes and headers.
 * @throws an Error of the socket, or the signal's reason
 */
export function post(request: RawRequest, agent: Agent, signal: AbortSignal): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const headers = { ...request.headers, 'content-length': request.body.length };
    const outgoing = httpRequest(request.url, { method: 'POST', agent, headers, signal }, (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_RESPONSE) incoming.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}
