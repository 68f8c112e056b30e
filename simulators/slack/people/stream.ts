import type { ServerResponse } from 'node:http';
import type { World } from '../world/world.ts';
import { findUser } from './desk.ts';

const KEEP_ALIVE_MS = 15_000;
/** A page that reads nothing is cut off rather than buffered for ever; it reconnects and bootstraps. */
const MAX_BUFFERED = 4 * 1024 * 1024;

/** Sends a person's events as they happen, until the page goes. @throws BadInput `user_not_found` */
export function stream(world: World, userId: string, response: ServerResponse): void {
  const user = findUser(world, userId);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.write(': hello\n\n');
  const stopWatching = world.audience.watch(user.id, (event) => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > MAX_BUFFERED) response.destroy();
  });
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  response.on('close', () => {
    clearInterval(keepAlive);
    stopWatching();
  });
}
