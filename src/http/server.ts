import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../telemetry/log.ts';
import { sendJson } from './send.ts';

/** Answers one request. It may be a promise; what it rejects with is answered with 500. */
export type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

export interface Route {
  /** Compared exactly with the request's path, without its query and a slash at its end. */
  readonly path: string;
  /** Other methods get 405. Left out: the handler decides. `GET` takes `HEAD` too. */
  readonly methods?: readonly string[];
  readonly handle: Handler;
}

export interface HttpServer {
  /** @throws when the address cannot be listened on, such as a port in use */
  listen(port: number, host: string): Promise<AddressInfo>;
  /**
   * Takes no new connections, lets running requests finish, and after `timeoutMs` cuts those that have not.
   * Safe to call twice.
   */
  close(timeoutMs: number): Promise<void>;
}

interface Options {
  readonly routes: readonly Route[];
  readonly log: Logger;
}

/** A client that dribbles its head or body is cut off. Slack waits 3 s and CircleCI 10 s for an answer. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** The one HTTP server of the program: exact paths, and nothing a handler does can take it down. */
export function createHttpServer({ routes, log }: Options): HttpServer {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  let draining = false;

  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (req, res) => {
    // Whoever keeps a connection open is asked to leave with this answer.
    if (draining) res.setHeader('connection', 'close');
    const route = byPath.get(pathOf(req));
    if (route === undefined) return sendJson(res, 404, { message: 'there is nothing here' });
    if (!allows(route, req.method)) {
      res.setHeader('allow', route.methods?.join(', ') ?? '');
      return sendJson(res, 405, { message: `use ${route.methods?.join(' or ')}` });
    }
    void run(route, req, res, log);
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;

  return {
    listen: (port, host) => listen(server, port, host),
    close(timeoutMs) {
      draining = true;
      return close(server, timeoutMs);
    },
  };
}

function pathOf(req: IncomingMessage): string {
  const path = req.url?.split('?', 1)[0] ?? '';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function allows({ methods }: Route, method = ''): boolean {
  return methods === undefined || methods.includes(method) || (method === 'HEAD' && methods.includes('GET'));
}

async function run(route: Route, req: IncomingMessage, res: ServerResponse, log: Logger): Promise<void> {
  try {
    await route.handle(req, res);
  } catch (error) {
    const reference = randomUUID();
    log.error({ err: error, reference, path: route.path }, 'a request failed');
    if (res.headersSent) res.destroy();
    else
      sendJson(res, 500, {
        message: 'something went wrong here; the log has more under this reference',
        reference,
      });
  }
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address);
    });
  });
}

/** Keep-alive connections become idle one by one, so they are looked for again and again. */
const IDLE_CHECK_MS = 50;

async function close(server: Server, timeoutMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
