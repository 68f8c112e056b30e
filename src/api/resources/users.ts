import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { items, maybeText } from './common.ts';

/** `login` and `name` are required in the description; both may be empty for users without a VCS account. */
const User = z.object({ id: z.string(), login: z.string(), name: maybeText, avatar_url: maybeText });

const Collaboration = z.object({
  /** Null for organizations that CircleCI does not know yet. */
  id: maybeText,
  'vcs-type': z.string(),
  name: z.string(),
  slug: z.string(),
  avatar_url: maybeText,
});

export const users = {
  /** The person the token belongs to. */
  me: endpoint({ method: 'GET', path: '/me', response: User }),
  /** The organizations that person belongs to. */
  collaborations: endpoint({ method: 'GET', path: '/me/collaborations', response: items(Collaboration) }),
  get: endpoint({ method: 'GET', path: '/user/{id}', response: User }),
};
