import { readFile, realpath } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { replyJson } from './reply.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

const HEADERS = {
  'content-security-policy': "default-src 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/**
 * Answers with a file of the page.
 * @param path the URL's path, still percent-encoded; `/` is `index.html`
 * Anything outside the folder (also by symbolic link), hidden, or of a type the page has no use for is a 404.
 */
export async function replyFile(response: ServerResponse, folder: string, path: string): Promise<void> {
  const file = await locate(folder, path);
  const bytes = file === null ? null : await readFile(file).catch(() => null);
  if (file === null || bytes === null) return replyJson(response, 404, { ok: false, error: 'not_found' });
  response.writeHead(200, {
    ...HEADERS,
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

async function locate(folder: string, path: string): Promise<string | null> {
  const decoded = decode(path === '/' ? '/index.html' : path);
  if (decoded === null || decoded.includes('\0') || !Object.hasOwn(TYPES, extname(decoded))) return null;
  if (decoded.split(/[/\\]/).some((part) => part.startsWith('.'))) return null;
  const root = await realpath(folder).catch(() => null);
  const file = await realpath(join(folder, decoded)).catch(() => null);
  return root !== null && file?.startsWith(root + sep) ? file : null;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
