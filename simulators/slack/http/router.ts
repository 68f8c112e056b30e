import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Desk } from '../people/desk.ts';
import { handleClient } from '../people/routes.ts';
import { handleResponseUrl } from '../response-route.ts';
import { handleUpload } from '../upload-route.ts';
import { handleApi, type WebApi } from '../web-api/handle.ts';
import { replyJson } from './reply.ts';
import { replyFile } from './static-files.ts';

/** Sends each request to its part of the simulator. A bug here is a 500 with its text: it is a tool for tests. */
export function createRouter(api: WebApi, desk: Desk) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(api, desk, request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      replyJson(response, 500, { ok: false, error: 'internal_error', detail: String(error) });
    });
  };
}

async function handle(
  api: WebApi,
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, area, name = ''] = url.pathname.split('/');
  if (area === 'client') return handleClient(desk, url, request, response);
  const { pageDir } = api.world.settings;
  if ((request.method === 'GET' || request.method === 'HEAD') && pageDir !== null) {
    return replyFile(response, pageDir, url.pathname);
  }
  if (request.method !== 'POST') return replyJson(response, 405, { ok: false, error: 'method_not_allowed' });
  if (area === 'api') return handleApi(api, name, request, response);
  if (area === 'upload') return handleUpload(api, name, request, response);
  if (area === 'response') return handleResponseUrl(api, name, request, response);
  replyJson(response, 404, { ok: false, error: 'not_found' });
}
