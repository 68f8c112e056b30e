import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { mediaType, readBody } from '../http/body.ts';
import { replyJson } from '../http/reply.ts';
import { parseJson } from '../json.ts';
import { BadInput } from './bad-input.ts';
import { bootstrap } from './bootstrap.ts';
import { click } from './click.ts';
import { closeView } from './close-view.ts';
import { command } from './command.ts';
import type { Desk } from './desk.ts';
import { sendFile } from './file.ts';
import { inputs } from './inputs.ts';
import { message } from './message.ts';
import { openHome } from './open-home.ts';
import { options } from './options.ts';
import { stream } from './stream.ts';
import { submit } from './submit.ts';

type Route = (desk: Desk, body: unknown) => unknown;

function route<T>(schema: z.ZodType<T>, run: (desk: Desk, input: T) => unknown): Route {
  return (desk, body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new BadInput('invalid_input');
    return run(desk, parsed.data);
  };
}

const posts: Readonly<Record<string, Route>> = {
  '/client/command': route(inputs.command, command),
  '/client/message': route(inputs.message, message),
  '/client/click': route(inputs.click, click),
  '/client/options': route(inputs.options, options),
  '/client/submit': route(inputs.submit, submit),
  '/client/close-view': route(inputs.closeView, closeView),
  '/client/open-home': route(inputs.openHome, openHome),
};

/** Handles everything below `/client`, as protocol.ts describes it. */
export async function handleClient(
  desk: Desk,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const userId = url.searchParams.get('user') ?? '';
    if (request.method === 'GET' && url.pathname === '/client/bootstrap') {
      return replyJson(response, 200, bootstrap(desk.world, userId));
    }
    if (request.method === 'GET' && url.pathname === '/client/events')
      return stream(desk.world, userId, response);
    if (request.method === 'GET' && url.pathname === '/client/file') return sendFile(desk, url, response);
    const post = Object.hasOwn(posts, url.pathname) ? posts[url.pathname] : undefined;
    if (!post) throw new BadInput('not_found', 404);
    if (request.method !== 'POST') throw new BadInput('method_not_allowed', 405);
    replyJson(response, 200, await post(desk, await readInput(request)));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    replyJson(response, error.status, { ok: false, error: error.code });
  }
}

/** JSON only: a form posted by some other site's page is no JSON, so it cannot act here. */
async function readInput(request: IncomingMessage): Promise<unknown> {
  if (mediaType(request) !== 'application/json') throw new BadInput('invalid_content_type', 415);
  const bytes = await readBody(request);
  if (bytes === null) throw new BadInput('request_too_large', 413);
  return parseJson(bytes.toString('utf8'));
}
