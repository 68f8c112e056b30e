import { oneOf } from './setting-shapes.ts';

/** Which of the two CircleCIs an address leads to; of Cloud one may be behind a proxy. */
export const circleciKind = {
  schema: oneOf(['auto', 'cloud', 'server']).default('auto'),
  about:
    'What CIRCLECI_URL leads to: cloud, server, or auto, which takes circleci.com for Cloud and anything else for a Server. Only a proxy or a simulator of Cloud needs it.',
};

/** @returns true for a CircleCI Server, which lacks what the client marks as Cloud only */
export function isServer(kind: 'auto' | 'cloud' | 'server', url: string): boolean {
  if (kind !== 'auto') return kind === 'server';
  const { hostname } = new URL(url);
  return hostname !== 'circleci.com' && !hostname.endsWith('.circleci.com');
}
