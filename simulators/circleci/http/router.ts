import { UUID } from '../identity.ts';
import type { Route } from './route.ts';

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'method' }
  | { readonly kind: 'none' };

/**
 * Finds the route of a raw path. An escaped slash never matches anything: CircleCI answers 404 to a slug
 * joined with %2F.
 */
export function matchRoute(routes: readonly Route[], method: string, rawPath: string): Match {
  if (/%2f/i.test(rawPath)) return { kind: 'none' };
  const segments = decodeSegments(rawPath);
  if (segments === undefined) return { kind: 'none' };
  let otherMethod = false;
  for (const route of routes) {
    const params = matchSegments(route.path.split('/').slice(1), segments);
    if (params === undefined) continue;
    if (route.method === method) return { kind: 'route', route, params };
    otherMethod = true;
  }
  return { kind: otherMethod ? 'method' : 'none' };
}

function decodeSegments(rawPath: string): string[] | undefined {
  try {
    return rawPath.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const [token, ...restOfPattern] = pattern;
  if (token === undefined) return segments.length === 0 ? {} : undefined;
  for (const taken of token === ':slug' ? [3, 1] : [1]) {
    const value = segments.slice(0, taken);
    if (value.length < taken || !fits(token, value)) continue;
    const rest = matchSegments(restOfPattern, segments.slice(taken));
    if (rest !== undefined)
      return token.startsWith(':') ? { [token.slice(1)]: value.join('/'), ...rest } : rest;
  }
  return undefined;
}

function fits(token: string, value: readonly string[]): boolean {
  const [first = ''] = value;
  if (!token.startsWith(':')) return first === token;
  if (value.includes('')) return false;
  if (token === ':slug' && value.length === 1) return UUID.test(first);
  return token !== ':n' || /^\d+$/.test(first);
}
