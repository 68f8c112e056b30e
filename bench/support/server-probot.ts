import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { SECRET } from './deliveries.ts';
import type { IntakeServer } from './intake-server.ts';
import { listen } from './listen.ts';

/** What is used of Probot, whose types need not be installed to check this file. */
interface ProbotModule {
  createProbot(options: object): object;
  createNodeMiddleware(
    app: (probot: { on(event: string, handler: () => Promise<void>): void }) => void,
    options: object,
  ): Promise<(req: object, res: object) => unknown>;
}

/** Probot's webhook server: verifies GitHub's signature, parses, calls an empty handler. Stores nothing. */
export async function createProbotServer(): Promise<IntakeServer> {
  const name = 'probot';
  const { createProbot, createNodeMiddleware }: ProbotModule = await import(name).catch(() => {
    throw new Error('Probot is not installed: run `npm --prefix bench ci`, as `npm run bench` does');
  });
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const overrides = { appId: 1, privateKey, secret: SECRET, logLevel: 'fatal' };
  const probot = createProbot({ overrides, env: {} });
  const middleware = await createNodeMiddleware((app) => app.on('push', async () => {}), { probot });
  const server = createServer((req, res) => void middleware(req, res));
  return {
    port: await listen(server),
    stored: async () => null,
    reset: async () => {},
    stop: async () => {},
  };
}
