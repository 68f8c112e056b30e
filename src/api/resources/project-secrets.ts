import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, maybeText, PageQuery, page, pageToken } from './common.ts';

/** `created-at` here, `created_at` on contexts; read in both forms. */
const EnvVar = z
  .object({ name: z.string(), value: z.string(), 'created-at': maybeText, created_at: maybeText })
  .transform(({ name, value, ...times }) => ({
    name,
    /** Masked by CircleCI: `xxxx` and the last characters. */
    value,
    created_at: times.created_at ?? times['created-at'],
  }));

const CheckoutKey = z.object({
  'public-key': z.string(),
  type: z.string(),
  fingerprint: z.string(),
  preferred: z.boolean(),
  'created-at': maybeText,
});

export const envVars = {
  list: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/envvar',
    query: PageQuery,
    response: page(EnvVar),
  }),
  create: endpoint({
    method: 'POST',
    path: '/project/{project-slug}/envvar',
    body: z.strictObject({ name: z.string().min(1), value: z.string() }),
    response: EnvVar,
    secretKeys: ['value'],
  }),
  get: endpoint({ method: 'GET', path: '/project/{project-slug}/envvar/{name}', response: EnvVar }),
  delete: endpoint({
    method: 'DELETE',
    path: '/project/{project-slug}/envvar/{name}',
    response: Acknowledged,
  }),
};

export const checkoutKeys = {
  list: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/checkout-key',
    query: z.strictObject({ digest: z.enum(['sha256', 'md5']).optional(), ...pageToken }),
    response: page(CheckoutKey),
  }),
  create: endpoint({
    method: 'POST',
    path: '/project/{project-slug}/checkout-key',
    body: z.strictObject({ type: z.enum(['user-key', 'deploy-key']) }),
    response: CheckoutKey,
  }),
  get: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/checkout-key/{fingerprint}',
    response: CheckoutKey,
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/project/{project-slug}/checkout-key/{fingerprint}',
    response: Acknowledged,
  }),
};
