import type { IncomingMessage, Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Settings } from '../defaults.ts';
import { isJson, parseJson, text } from '../json.ts';
import { hex } from '../world/ids.ts';
import { failure } from './http-transport.ts';
import type { Acknowledgement, BotRequest, RequestKind, Transport } from './transport.ts';

/** Source: Slack docs, Socket Mode: at most ten connections per app. */
const MAX_SOCKETS = 10;
const PING_EVERY_MS = 10_000;
const GOODBYE_MS = 200;

const ENVELOPE: Readonly<Record<RequestKind, string>> = {
  command: 'slash_commands',
  interactive: 'interactive',
  options: 'interactive',
  event: 'events_api',
};

export interface SocketHub extends Transport {
  /** A WebSocket URL good for one connection. */
  ticket(baseUrl: string): string;
  attach(server: Server): void;
  readonly connected: number;
  /** Sends `disconnect` with Slack's reason and closes every socket, as Slack does now and then. */
  /** Any text, as a frame to every socket. */
  sendFrame(text: string): void;
  disconnectAll(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Says goodbye to every socket and waits, briefly, until they are closed. */
  stop(): Promise<void>;
}

/** The WebSockets the bot opened; each payload goes to one of them, in turn. */
export function createSocketHub(settings: Settings): SocketHub {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  const tickets = new Set<string>();
  const waiting = new Map<string, (payload: unknown) => void>();
  let turn = 0;

  server.on('connection', (socket) => {
    socket.on('message', (data) => receive(data, waiting));
    // A broken socket is the bot's to reopen; 'close' follows.
    socket.on('error', () => undefined);
    socket.send(JSON.stringify(hello(settings, server.clients.size)));
  });
  const pinger = setInterval(() => {
    for (const socket of server.clients) socket.ping(`Ping from ${settings.bot.appId}`);
  }, PING_EVERY_MS);
  pinger.unref();

  const disconnectAll: SocketHub['disconnectAll'] = (reason) => {
    for (const socket of server.clients) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'simulator' } }));
      if (reason !== 'warning') socket.close(1000);
    }
  };

  return {
    ticket(baseUrl) {
      const ticket = hex(16);
      tickets.add(ticket);
      return `${baseUrl.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${settings.bot.appId}`;
    },
    attach(httpServer) {
      httpServer.on('upgrade', (request, socket, head) => {
        // Node leaves errors of an upgraded socket to us: a client that resets it must not end the process.
        socket.on('error', () => socket.destroy());
        if (!mayEnter(request, tickets, server.clients.size)) return refuse(socket);
        server.handleUpgrade(request, socket, head, (ws) => server.emit('connection', ws, request));
      });
    },
    get connected() {
      return server.clients.size;
    },
    async send(request) {
      const open = [...server.clients].filter((socket) => socket.readyState === socket.OPEN);
      turn += 1;
      const socket = open[turn % Math.max(1, open.length)];
      return socket
        ? sendTo(socket, request, waiting, settings.ackTimeoutMs)
        : failure('app_not_reachable', 0);
    },
    sendFrame(frame) {
      for (const socket of server.clients) socket.send(frame);
    },
    disconnectAll,
    async stop() {
      clearInterval(pinger);
      disconnectAll('refresh_requested');
      await Promise.all([...server.clients].map(closed));
      server.close();
    },
  };
}

function mayEnter(request: IncomingMessage, tickets: Set<string>, connected: number): boolean {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const known = tickets.delete(url.searchParams.get('ticket') ?? '');
  return url.pathname === '/link/' && known && connected < MAX_SOCKETS;
}

/** Waits for the other side's close frame; whoever does not send one in time is cut off. */
function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
}

function hello(settings: Settings, connections: number) {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'simulator', approximate_connection_time: 18_060 },
    connection_info: { app_id: settings.bot.appId },
  };
}

function sendTo(
  socket: WebSocket,
  { kind, payload, retry }: BotRequest,
  waiting: Map<string, (payload: unknown) => void>,
  timeoutMs: number,
): Promise<Acknowledgement> {
  const envelopeId = crypto.randomUUID();
  const startedAt = performance.now();
  const envelope = {
    envelope_id: envelopeId,
    type: ENVELOPE[kind],
    payload,
    accepts_response_payload: kind !== 'event',
    ...(kind === 'event' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  };
  return new Promise((resolve) => {
    const settle = (result: Acknowledgement) => {
      clearTimeout(timer);
      socket.off('close', lost);
      waiting.delete(envelopeId);
      resolve(result);
    };
    const lost = () => settle(failure('app_not_reachable', performance.now() - startedAt));
    const timer = setTimeout(() => settle(failure('operation_timeout', timeoutMs)), timeoutMs);
    socket.once('close', lost);
    waiting.set(envelopeId, (body) =>
      settle({ ok: true, status: null, ackMs: performance.now() - startedAt, body, noRetry: false }),
    );
    socket.send(JSON.stringify(envelope));
  });
}

/** An acknowledgement names its envelope; whatever else the bot says is not for us. */
function receive(data: RawData, waiting: Map<string, (payload: unknown) => void>): void {
  const message = parseJson(data.toString());
  if (!isJson(message)) return;
  const { payload } = message;
  const empty = payload === undefined || (isJson(payload) && Object.keys(payload).length === 0);
  waiting.get(text(message.envelope_id))?.(empty ? undefined : payload);
}
