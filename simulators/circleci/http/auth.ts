import type { IncomingHttpHeaders } from 'node:http';
import type { Person } from '../model.ts';
import { Refusal } from './reply.ts';

/** True when the request carries a token anywhere. Never says which. */
export function hasToken(headers: IncomingHttpHeaders): boolean {
  return headers['circle-token'] !== undefined || headers.authorization !== undefined;
}

/**
 * @param tokens whose token is whose
 * @returns the user the token belongs to
 * @throws Refusal 401 without a token, with a wrong one, or with one in the query
 */
export function authenticate(
  tokens: ReadonlyMap<string, Person>,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
): Person {
  if (query.has('circle-token')) {
    throw new Refusal(
      401,
      'Support for query parameter authentication has been deprecated. Send the token in a header.',
    );
  }
  const token = tokenOf(headers);
  const user = token === undefined ? undefined : tokens.get(token);
  if (user === undefined) throw new Refusal(401, 'Invalid token provided.');
  return user;
}

function tokenOf(headers: IncomingHttpHeaders): string | undefined {
  const own = headers['circle-token'];
  if (own !== undefined) return typeof own === 'string' ? own : own[0];
  const [scheme = '', value = ''] = (headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  // Basic: the token is the user name, the password is empty.
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0];
  return undefined;
}
