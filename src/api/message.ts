import { storable } from '../domain/storable.ts';

const LONGEST = 1_000;

/**
 * What CircleCI says went wrong, from any of its bodies: `{ message }` (v1.1, v2), `{ error: "…" }` (v2 in places),
 * `{ error: { title, detail } }` (v3). Source: the OpenAPI description of v2; API v3 conventions.
 *
 * @param text the body of an answer that is no success
 * @returns its message, shortened, or null when there is none
 */
export function errorMessage(text: string): string | null {
  const body = parse(text);
  const { message, error } = body;
  if (typeof message === 'string') return shorten(message);
  if (typeof error === 'string') return shorten(error);
  if (!isRecord(error)) return null;
  const said = [error.title, error.detail].filter((part) => typeof part === 'string');
  return said.length > 0 ? shorten(said.join(': ')) : null;
}

/** True for a page instead of an answer: a proxy, a login page, a gateway. */
export function isHtml(contentType: string | undefined, text: string): boolean {
  return contentType?.includes('text/html') === true || /^\s*<(?:!doctype|html)\b/i.test(text.slice(0, 200));
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shorten(text: string): string | null {
  const trimmed = storable(text.trim());
  if (trimmed === '') return null;
  return trimmed.length > LONGEST ? `${trimmed.slice(0, LONGEST - 1).toWellFormed()}…` : trimmed;
}
