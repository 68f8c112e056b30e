import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { listen } from '../simulators/slack/http/listen.ts';
import { replyFile } from '../simulators/slack/http/static-files.ts';
import { proxy } from './proxy.ts';

const PAGE = fileURLToPath(new URL('./page', import.meta.url));

export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

type Handler = (path: string, request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * The one address a person opens: the page, `/client` of the Slack simulator behind it, and the playground's own
 * `/playground`.
 * @throws the socket's error, such as EADDRINUSE
 */
export async function startPageServer(options: {
  readonly port: number;
  readonly slackUrl: string;
  /** Answers what is below `/playground`; false for a path it does not know. */
  readonly own: Handler;
}): Promise<PageServer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const server = createServer((request, response) => {
    route(options, agent, request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      reply(response, 500, { ok: false, error: String(error) });
    });
  });
  const url = await listen(server, options.port);
  return {
    url,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

async function route(
  { slackUrl, own }: { readonly slackUrl: string; readonly own: Handler },
  agent: Agent,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://page').pathname;
  if (path.startsWith('/client/')) {
    proxy(agent, slackUrl, request, response);
    return;
  }
  if (path.startsWith('/playground/')) {
    if (!(await own(path, request, response))) reply(response, 404, { ok: false, error: 'not_found' });
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    reply(response, 405, { ok: false, error: 'method_not_allowed' });
    return;
  }
  await replyFile(response, PAGE, path);
}

/** Answers with JSON. */
export function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
