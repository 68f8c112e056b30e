import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, list, maybeNumber, maybeText, pageToken } from './common.ts';

const Group = z.object({ id: maybeText, name: maybeText, description: maybeText });
const one = '/organizations/{org_id}/groups/{group_id}';

/** Groups of people, for context restrictions. Cloud only. */
export const groups = {
  list: endpoint({
    method: 'GET',
    path: '/organizations/{org_id}/groups',
    query: z.strictObject({ limit: z.number().int().min(1).optional(), ...pageToken }),
    response: z.object({ items: list(Group), next_page_token: maybeText, total_count: maybeNumber }),
    cloudOnly: true,
  }),
  create: endpoint({
    method: 'POST',
    path: '/organizations/{org_id}/groups',
    body: z.strictObject({ name: z.string().min(1), description: z.string().optional() }),
    response: Group,
    cloudOnly: true,
  }),
  get: endpoint({ method: 'GET', path: one, response: Group, cloudOnly: true }),
  delete: endpoint({ method: 'DELETE', path: one, response: Acknowledged, cloudOnly: true }),
};
