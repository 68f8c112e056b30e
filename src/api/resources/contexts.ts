import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, list, maybeText, PageQuery, page, pageToken, uuid } from './common.ts';

const Context = z.object({ id: z.string(), name: z.string(), created_at: maybeText });

/** Values are never given back. */
const Variable = z.object({
  variable: z.string(),
  context_id: maybeText,
  created_at: maybeText,
  updated_at: maybeText,
});

const Restriction = z.object({
  id: maybeText,
  context_id: maybeText,
  project_id: maybeText,
  name: maybeText,
  /** `project`, `expression`, `group`, open. */
  restriction_type: maybeText,
  restriction_value: maybeText,
});

const Owner = z.union([
  z.strictObject({ id: uuid, type: z.enum(['account', 'organization']).optional() }),
  z.strictObject({ slug: z.string().min(1), type: z.literal('organization').optional() }),
]);

export const contexts = {
  /** By owner id or slug. On Server the type `account` is wanted with an id. */
  list: endpoint({
    method: 'GET',
    path: '/context',
    query: z.strictObject({
      'owner-id': uuid.optional(),
      'owner-slug': z.string().min(1).optional(),
      'owner-type': z.enum(['account', 'organization']).optional(),
      ...pageToken,
    }),
    response: page(Context),
  }),
  create: endpoint({
    method: 'POST',
    path: '/context',
    body: z.strictObject({ name: z.string().min(1), owner: Owner }),
    response: Context,
  }),
  get: endpoint({ method: 'GET', path: '/context/{context_id}', response: Context }),
  delete: endpoint({ method: 'DELETE', path: '/context/{context_id}', response: Acknowledged }),
};

const one = '/context/{context_id}/environment-variable/{env_var_name}';

export const contextVariables = {
  /** Has been seen to give page one again and again; `paginate` notices. Source: CircleCI's Terraform provider. */
  list: endpoint({
    method: 'GET',
    path: '/context/{context_id}/environment-variable',
    query: PageQuery,
    response: page(Variable),
  }),
  /** Adds it or gives it another value. */
  set: endpoint({
    method: 'PUT',
    path: one,
    body: z.strictObject({ value: z.string() }),
    /** The description also allows a message in its place. */
    response: z.union([Variable, z.object({ message: z.string() })]),
    secretKeys: ['value'],
  }),
  delete: endpoint({ method: 'DELETE', path: one, response: Acknowledged }),
};

export const contextRestrictions = {
  list: endpoint({
    method: 'GET',
    path: '/context/{context_id}/restrictions',
    query: PageQuery,
    response: z.object({ items: list(Restriction), next_page_token: maybeText }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/context/{context_id}/restrictions',
    body: z.strictObject({
      restriction_type: z.enum(['project', 'expression', 'group']).optional(),
      restriction_value: z.string().optional(),
    }),
    response: Restriction,
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/context/{context_id}/restrictions/{restriction_id}',
    response: Acknowledged,
  }),
};
