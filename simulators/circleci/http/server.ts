import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../model.ts';
import type { Simulation } from '../simulation.ts';
import { authenticate, hasToken } from './auth.ts';
import { readJsonBody } from './body.ts';
import type { FaultQueue } from './faults.ts';
import type { RateLimiter } from './rate-limit.ts';
import { Refusal, type Reply, refusalReply } from './reply.ts';
import { type LoggedRequest, logRequest } from './request-log.ts';
import type { Route } from './route.ts';
import { matchRoute } from './router.ts';
import { breakOff, writeReply } from './write.ts';

export interface HttpOptions {
  readonly simulation: Simulation;
  readonly routes: readonly Route[];
  readonly tokens: ReadonlyMap<string, Person>;
  readonly owner: Person;
  readonly faults: FaultQueue;
  readonly rateLimiter: RateLimiter;
  readonly log: LoggedRequest[];
  /** What CircleCI's clock shows; every answer carries it. */
  readonly now: () => Date;
  /** Milliseconds between carrying a request out and answering it. */
  readonly clock: { readonly answerAfterMs: number };
}

export interface HttpServer {
  /** @returns the port it listens on, on loopback only */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

export function createHttpServer(options: HttpOptions): HttpServer {
  const server = http.createServer((request, response) => {
    // A client that goes away while its request is read is no error of the simulator's.
    serve(options, request, response).catch(() => response.destroy());
  });

  function listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  }

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  return { listen, close };
}

async function serve(
  options: HttpOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  if (options.faults.isDown()) {
    request.socket.destroy();
    return;
  }
  const method = request.method ?? 'GET';
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  const entry = logRequest(options.log, {
    method,
    path,
    query: search.replace(/(circle-token=)[^&]*/g, '$1…'),
    at: Date.now(),
    tokenPresent: hasToken(request.headers),
    status: null,
  });
  const fault = options.faults.take(method, path);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    request.socket.destroy();
    return;
  }
  const reply =
    fault?.kind === 'status' || fault?.kind === 'html'
      ? faultReply(fault)
      : await respond(options, request, { method, path, query: new URLSearchParams(search) });
  if (fault?.kind === 'hangAfter') return;
  if (fault?.kind === 'resetAfter') {
    request.socket.destroy();
    return;
  }
  if (options.clock.answerAfterMs > 0) await pause(options.clock.answerAfterMs);
  entry.status = reply.status;
  response.setHeader('date', options.now().toUTCString());
  if (fault?.kind === 'truncate') breakOff(response, reply);
  else writeReply(response, reply);
}

function faultReply(fault: {
  readonly kind: 'status' | 'html';
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}): Reply {
  const status = fault.status ?? 502;
  if (fault.kind === 'status')
    return { status, body: fault.body ?? { message: 'Fault on request.' }, headers: fault.headers };
  return {
    status,
    body: '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>',
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
}

interface Target {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

async function respond(options: HttpOptions, request: http.IncomingMessage, target: Target): Promise<Reply> {
  const limit = options.rateLimiter.take();
  try {
    if (!limit.allowed) throw new Refusal(429, 'Rate limit exceeded.');
    const reply = await carryOut(options, request, target);
    return { ...reply, headers: { ...limit.headers, ...reply.headers } };
  } catch (error) {
    const { status, message } =
      error instanceof Refusal ? error : { status: 500, message: `Simulator bug: ${error}` };
    return { ...refusalReply(target.path, status, message), headers: limit.headers };
  }
}

async function carryOut(options: HttpOptions, request: http.IncomingMessage, target: Target): Promise<Reply> {
  const match = matchRoute(options.routes, target.method, target.path);
  if (match.kind === 'none') throw new Refusal(404, 'Not found');
  if (match.kind === 'method') throw new Refusal(405, 'Method not allowed');
  const { route, params } = match;
  const user =
    route.auth === 'none' ? options.owner : authenticate(options.tokens, request.headers, target.query);
  if (options.simulation.server && route.cloudOnly !== undefined) {
    throw new Refusal(route.cloudOnly, route.cloudOnly === 404 ? 'Not found' : 'Internal server error.');
  }
  for (const name of target.query.keys()) {
    if (!route.query?.includes(name)) throw new Refusal(400, `Unexpected query parameter: ${name}`);
  }
  const body = await readJsonBody(request);
  return route.handle(options.simulation, {
    params,
    query: target.query,
    body,
    headers: request.headers,
    user,
  });
}
