import { randomUUID } from 'node:crypto';
import type { Completion } from '../engine/engine.ts';
import { completionPayload, pingPayload } from './payload.ts';
import type { WebhookSender } from './sender.ts';

export type WebhookEvent = 'workflow-completed' | 'job-completed';

/** An outbound webhook as it is set up on a project. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly secret: string | undefined;
  readonly events: readonly WebhookEvent[];
  readonly verifyTls: boolean;
  /** Null for the one set by the simulator's options, which every project has. */
  readonly projectId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What the simulator's options and `control.setWebhook` take. */
export interface WebhookSetting {
  readonly url: string;
  readonly secret?: string;
  readonly id?: string;
  readonly name?: string;
  readonly events?: readonly WebhookEvent[];
}

/** Source: CircleCI docs, outbound webhooks: five per project. */
export const MOST_WEBHOOKS = 5;

export interface WebhookRegistry {
  /** Sets the webhook every project has; undefined takes it away. */
  set(setting: WebhookSetting | undefined): void;
  add(webhook: Webhook): void;
  replace(webhook: Webhook): void;
  remove(id: string): boolean;
  find(id: string): Webhook | undefined;
  ofProject(projectId: string): Webhook[];
  tell(completion: Completion): void;
  ping(): void;
}

export function createWebhookRegistry(sender: WebhookSender): WebhookRegistry {
  let everywhere: Webhook | undefined;
  const own = new Map<string, Webhook>();

  function set(setting: WebhookSetting | undefined): void {
    everywhere = setting === undefined ? undefined : fromSetting(setting);
  }

  function tell(completion: Completion): void {
    const projectId = completion.workflow.pipeline.project.id;
    const targets = [...(everywhere === undefined ? [] : [everywhere]), ...ofProject(projectId)];
    for (const webhook of targets) {
      if (!webhook.events.includes(completion.type)) continue;
      sender.send(webhook, completionPayload(completion, { id: webhook.id, name: webhook.name }));
    }
  }

  function ping(): void {
    const targets = [...(everywhere === undefined ? [] : [everywhere]), ...own.values()];
    for (const webhook of targets) sender.send(webhook, pingPayload({ id: webhook.id, name: webhook.name }));
  }

  function ofProject(projectId: string): Webhook[] {
    return [...own.values()].filter((webhook) => webhook.projectId === projectId);
  }

  return {
    set,
    add: (webhook) => own.set(webhook.id, webhook),
    replace: (webhook) => own.set(webhook.id, webhook),
    remove: (id) => own.delete(id),
    find: (id) => own.get(id),
    ofProject,
    tell,
    ping,
  };
}

function fromSetting(setting: WebhookSetting): Webhook {
  const now = Date.now();
  return {
    id: setting.id ?? randomUUID(),
    name: setting.name ?? 'chatops',
    url: setting.url,
    secret: setting.secret,
    events: setting.events ?? ['workflow-completed', 'job-completed'],
    verifyTls: true,
    projectId: null,
    createdAt: now,
    updatedAt: now,
  };
}
