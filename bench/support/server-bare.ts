import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { SECRET } from './deliveries.ts';
import type { IntakeServer } from './intake-server.ts';
import { listen } from './listen.ts';

/** The limit: read, HMAC, JSON.parse, answer. Stores nothing and checks no shape. */
export async function createBareServer(): Promise<IntakeServer> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      const claimed = Buffer.from(String(req.headers['circleci-signature']).slice(3), 'hex');
      const digest = createHmac('sha256', SECRET).update(body).digest();
      const ok = claimed.length === digest.length && timingSafeEqual(claimed, digest);
      JSON.parse(body.toString('utf8'));
      res.writeHead(ok ? 200 : 401, { 'content-length': 2 });
      res.end('ok');
    });
  });
  return {
    port: await listen(server),
    stored: async () => null,
    reset: async () => {},
    stop: async () => {},
  };
}
