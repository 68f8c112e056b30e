import { type Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * Hands a request of the page on to the Slack simulator, event streams included.
 * @param target `http://127.0.0.1:PORT` of the simulator
 */
export function proxy(
  agent: Agent,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { method, headers, url } = request;
  const onward = httpRequest(new URL(url ?? '/', target), { method, agent, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  onward.on('error', () => {
    if (response.headersSent) return void response.destroy();
    response.writeHead(502, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error: 'playground_not_reachable' }));
  });
  // A page that goes away must not leave its stream open behind it.
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
