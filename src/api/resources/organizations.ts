import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, list, maybeText } from './common.ts';

const Auth = z.enum(['bitbucket-oauth', 'github-app', 'github-oauth', 'none']);

const allowList = '/organization/{org-slug-or-id}/url-orb-allow-list';
const AllowListChange = z.object({ id: maybeText, message: maybeText });

/** None of it is on Server. */
export const organizations = {
  create: endpoint({
    method: 'POST',
    path: '/organization',
    body: z.strictObject({ name: z.string().min(1), vcs_type: z.enum(['github', 'bitbucket', 'circleci']) }),
    response: z.object({ id: z.string(), name: z.string(), slug: z.string(), vcs_type: z.string() }),
    cloudOnly: true,
  }),
  /** Accepted and done later. Takes everything in it along. */
  delete: endpoint({
    method: 'DELETE',
    path: '/organization/{org-slug-or-id}',
    response: Acknowledged,
    cloudOnly: true,
  }),
  /** Where orbs may be loaded from by address. */
  listOrbUrls: endpoint({
    method: 'GET',
    path: allowList,
    response: z.object({
      items: list(z.object({ id: z.string(), name: z.string(), prefix: maybeText, auth: maybeText })),
    }),
    cloudOnly: true,
  }),
  allowOrbUrl: endpoint({
    method: 'POST',
    path: allowList,
    body: z.strictObject({ name: z.string().min(1), prefix: z.string().min(1), auth: Auth }),
    response: AllowListChange,
    cloudOnly: true,
  }),
  disallowOrbUrl: endpoint({
    method: 'DELETE',
    path: '/organization/{org-slug-or-id}/url-orb-allow-list/{allow-list-entry-id}',
    response: AllowListChange,
    cloudOnly: true,
  }),
};
