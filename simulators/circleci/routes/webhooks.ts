import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { checkBody } from '../http/body.ts';
import { created, found, ok, Refusal } from '../http/reply.ts';
import type { Exchange, Route } from '../http/route.ts';
import type { Simulation } from '../simulation.ts';
import { iso } from '../times.ts';
import { onePage } from '../views/page.ts';
import { MOST_WEBHOOKS, type Webhook } from '../webhooks/registry.ts';

/** CircleCI takes https only; plain http to this machine is let in so that a test can receive it. */
const urlSchema = z
  .url()
  .refine((text) => /^https:|^http:\/\/(127\.0\.0\.1|localhost)(:|\/)/.test(text), 'must be https');
const eventsSchema = z.array(z.enum(['workflow-completed', 'job-completed']));

const createSchema = z.strictObject({
  name: z.string(),
  events: eventsSchema,
  url: urlSchema,
  'verify-tls': z.boolean(),
  'signing-secret': z.string(),
  scope: z.strictObject({ id: z.uuid(), type: z.literal('project') }),
});
const updateSchema = createSchema.omit({ scope: true }).partial();

export const webhookRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/v2/webhook',
    handle: ({ world, webhooks }, exchange) => {
      const body = checkBody(createSchema, exchange.body);
      const project = found(world.findProject(body.scope.id), 'Project does not exist.');
      if (webhooks.ofProject(project.id).length >= MOST_WEBHOOKS) {
        throw new Refusal(400, `A project can have ${MOST_WEBHOOKS} webhooks.`);
      }
      const now = Date.now();
      const webhook: Webhook = {
        ...fieldsOf(body),
        id: randomUUID(),
        projectId: project.id,
        createdAt: now,
        updatedAt: now,
      };
      webhooks.add(webhook);
      return created(webhookView(webhook));
    },
  },
  {
    method: 'GET',
    path: '/api/v2/webhook',
    query: ['scope-id', 'scope-type'],
    handle: ({ world, webhooks }, { query }) => {
      if (query.get('scope-type') !== 'project') throw new Refusal(400, 'scope-type must be project');
      const project = found(world.findProject(query.get('scope-id') ?? ''), 'Project does not exist.');
      return ok(onePage(webhooks.ofProject(project.id).map(webhookView)));
    },
  },
  {
    method: 'GET',
    path: '/api/v2/webhook/:id',
    handle: (simulation, exchange) => ok(webhookView(webhookOf(simulation, exchange))),
  },
  {
    method: 'PUT',
    path: '/api/v2/webhook/:id',
    handle: (simulation, exchange) => {
      const before = webhookOf(simulation, exchange);
      const body = checkBody(updateSchema, exchange.body);
      const after: Webhook = {
        ...before,
        ...fieldsOf({ ...settingOf(before), ...body }),
        updatedAt: Date.now(),
      };
      simulation.webhooks.replace(after);
      return ok(webhookView(after));
    },
  },
  {
    method: 'DELETE',
    path: '/api/v2/webhook/:id',
    handle: (simulation, exchange) => {
      simulation.webhooks.remove(webhookOf(simulation, exchange).id);
      return ok({ message: 'Webhook deleted.' });
    },
  },
];

function webhookOf({ webhooks }: Simulation, { params }: Exchange): Webhook {
  return found(webhooks.find(params.id ?? ''), 'Webhook not found');
}

type Setting = Omit<z.output<typeof createSchema>, 'scope'>;

function fieldsOf(setting: Setting): Pick<Webhook, 'name' | 'url' | 'secret' | 'events' | 'verifyTls'> {
  return {
    name: setting.name,
    url: setting.url,
    secret: setting['signing-secret'] === '' ? undefined : setting['signing-secret'],
    events: setting.events,
    verifyTls: setting['verify-tls'],
  };
}

function settingOf(webhook: Webhook): Setting {
  return {
    name: webhook.name,
    events: [...webhook.events],
    url: webhook.url,
    'verify-tls': webhook.verifyTls,
    'signing-secret': webhook.secret ?? '',
  };
}

function webhookView(webhook: Webhook): Record<string, unknown> {
  const setting = settingOf(webhook);
  return {
    ...setting,
    id: webhook.id,
    'signing-secret': webhook.secret === undefined ? '' : '****',
    scope: { id: webhook.projectId, type: 'project' },
    'created-at': iso(webhook.createdAt),
    'updated-at': iso(webhook.updatedAt),
  };
}
