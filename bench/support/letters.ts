import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { listen } from './listen.ts';

/** A delivery of CircleCI's, byte for byte as it was signed. */
export interface Letter {
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

/** Takes every delivery in the program's place and keeps it, to be sent on when and in the order a benchmark wants. */
export async function collectLetters() {
  const letters: Letter[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      letters.push({ body: Buffer.concat(chunks), headers: incoming.headers });
      outgoing.end();
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    letters,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns the HTTP status of the answer */
export function sendLetter(url: string, { body, headers }: Letter): Promise<number> {
  const { host: _host, connection: _connection, ...kept } = headers;
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', headers: kept }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end(body);
  });
}

/** Sends so many at a time. @throws when one is not answered with 200 */
export async function sendLetters(url: string, letters: readonly Letter[], together: number): Promise<void> {
  const waiting = [...letters];
  const carry = async () => {
    for (let letter = waiting.pop(); letter !== undefined; letter = waiting.pop()) {
      const status = await sendLetter(url, letter);
      if (status !== 200) throw new Error(`a delivery was answered with ${status}`);
    }
  };
  await Promise.all(Array.from({ length: together }, carry));
}
