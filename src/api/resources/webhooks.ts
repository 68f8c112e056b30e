import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, list, maybeBoolean, maybeText, page, pageToken, uuid } from './common.ts';

/**
 * The description writes these in kebab case both ways; CircleCI's Terraform provider finds that only snake case is
 * honoured when writing, and that an unhonoured secret is dropped without a word. Read in both forms; the caller
 * chooses how to write, and must look at `signing_secret` in the answer: a mask when there is one, empty when not.
 */
const Webhook = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    events: list(z.string()),
    scope: z.object({ id: z.string(), type: z.string() }),
    'verify-tls': maybeBoolean,
    verify_tls: maybeBoolean,
    'signing-secret': maybeText,
    signing_secret: maybeText,
    'created-at': maybeText,
    created_at: maybeText,
    'updated-at': maybeText,
    updated_at: maybeText,
  })
  .transform((w) => ({
    id: w.id,
    name: w.name,
    url: w.url,
    events: w.events,
    scope: w.scope,
    verify_tls: w.verify_tls ?? w['verify-tls'],
    /** Masked. Empty or null: deliveries of this webhook are not signed. */
    signing_secret: w.signing_secret ?? w['signing-secret'],
    created_at: w.created_at ?? w['created-at'],
    updated_at: w.updated_at ?? w['updated-at'],
  }));

const events = z.array(z.enum(['workflow-completed', 'job-completed']));
const webhookUrl = z.string().min(1);
const common = { name: z.string().min(1), events, url: webhookUrl };
const scope = z.strictObject({ id: uuid, type: z.literal('project') });

const CreateBody = z.union([
  z.strictObject({ ...common, scope, 'verify-tls': z.boolean(), 'signing-secret': z.string() }),
  z.strictObject({ ...common, scope, verify_tls: z.boolean(), signing_secret: z.string() }),
]);

const UpdateBody = z.strictObject({
  name: common.name.optional(),
  events: events.optional(),
  url: webhookUrl.optional(),
  'verify-tls': z.boolean().optional(),
  verify_tls: z.boolean().optional(),
  'signing-secret': z.string().optional(),
  signing_secret: z.string().optional(),
});

const secretKeys = ['signing-secret', 'signing_secret'];

export const webhooks = {
  list: endpoint({
    method: 'GET',
    path: '/webhook',
    query: z.strictObject({ 'scope-id': uuid, 'scope-type': z.literal('project'), ...pageToken }),
    response: page(Webhook),
  }),
  /** At most 5 for a project; needs an organization admin. */
  create: endpoint({ method: 'POST', path: '/webhook', body: CreateBody, response: Webhook, secretKeys }),
  get: endpoint({ method: 'GET', path: '/webhook/{webhook-id}', response: Webhook }),
  update: endpoint({
    method: 'PUT',
    path: '/webhook/{webhook-id}',
    body: UpdateBody,
    response: Webhook,
    secretKeys,
  }),
  delete: endpoint({ method: 'DELETE', path: '/webhook/{webhook-id}', response: Acknowledged }),
};
