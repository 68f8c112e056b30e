import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Way = 'alternately' | 'to both' | 'to the first' | 'to the second';

export interface Balancer {
  readonly url: string;
  /** How requests are shared out from now on. */
  way: Way;
  /** How many requests went to each of the two. */
  readonly counts: readonly number[];
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * What stands before two replicas: sends every request on, byte for byte, to one of them or to both at the same time.
 * Of two answers the better one is passed back, as a sender that tries again would see it.
 */
export async function startBalancer(targets: readonly [string, string]): Promise<Balancer> {
  const counts = [0, 0];
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const body = Buffer.concat(chunks);
      const chosen = choose();
      for (const index of chosen) counts[index] = (counts[index] ?? 0) + 1;
      const sent = chosen.map((index) => forward(`${targets[index]}${incoming.url}`, incoming.headers, body));
      const [best] = (await Promise.all(sent)).toSorted((a, b) => a.status - b.status);
      outgoing.writeHead(best?.status ?? 502, { 'content-type': 'application/json' }).end(best?.body);
    });
  });

  const choose = (): number[] => {
    turn += 1;
    if (balancer.way === 'to both') return [0, 1];
    if (balancer.way === 'alternately') return [turn % 2];
    return [balancer.way === 'to the first' ? 0 : 1];
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const balancer: Balancer = {
    url: `http://127.0.0.1:${port}`,
    way: 'alternately',
    counts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return balancer;
}

function forward(url: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 502, body: Buffer.concat(chunks) }));
    });
    outgoing.on('error', () => resolve({ status: 502, body: Buffer.alloc(0) }));
    outgoing.end(body);
  });
}
