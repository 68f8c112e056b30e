import type { ServerResponse } from 'node:http';
import { BadInput } from './bad-input.ts';
import type { Desk } from './desk.ts';

/** Sends the bytes of a file to someone who is in a channel where it was shared. @throws BadInput `file_not_found` */
export function sendFile({ world }: Desk, url: URL, response: ServerResponse): void {
  const user = url.searchParams.get('user') ?? '';
  const file = world.files.find(url.searchParams.get('id') ?? '');
  const isSeen = file?.sharedIn.some((channel) => world.channels.find(channel)?.members.has(user) === true);
  if (file?.bytes == null || isSeen !== true) throw new BadInput('file_not_found', 404);
  // Never as a page: what is in it came from outside.
  response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': file.bytes.length,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(file.bytes);
}
