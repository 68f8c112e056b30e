import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, list, maybe, maybeText } from './common.ts';

/** What starts a pipeline definition's pipelines. Cloud only. */

const Trigger = z.object({
  id: maybeText,
  event_name: maybeText,
  created_at: maybeText,
  event_source: maybe(
    z.object({
      /** `github_app`, `github_oauth`, `webhook`, `schedule`, open. */
      provider: maybeText,
      repo: maybe(z.object({ full_name: maybeText, external_id: maybeText })),
      /** The address holds a secret, or is masked. */
      webhook: maybe(z.object({ url: maybeText, sender: maybeText })),
    }),
  ),
  event_preset: maybeText,
  checkout_ref: maybeText,
  config_ref: maybeText,
  /** Left out by CircleCI when it is not. */
  disabled: z.boolean().default(false),
});

const EventPreset = z.enum([
  'all-pushes',
  'only-tags',
  'default-branch-pushes',
  'only-build-prs',
  'only-open-prs',
  'only-labeled-prs',
  'only-merged-prs',
  'only-ready-for-review-prs',
  'only-branch-delete',
  'only-build-pushes-to-non-draft-prs',
  'only-merged-or-closed-prs',
]);

const change = {
  event_preset: EventPreset.optional(),
  checkout_ref: z.string().optional(),
  config_ref: z.string().optional(),
  event_name: z.string().optional(),
  disabled: z.boolean().optional(),
};
const webhook = z.strictObject({ sender: z.string().optional() }).optional();

const all = '/projects/{project_id}/pipeline-definitions/{pipeline_definition_id}/triggers';
const one = '/projects/{project_id}/triggers/{trigger_id}';

export const triggers = {
  list: endpoint({
    method: 'GET',
    path: all,
    response: z.object({ items: list(Trigger) }),
    cloudOnly: true,
  }),
  create: endpoint({
    method: 'POST',
    path: all,
    body: z.strictObject({
      ...change,
      event_source: z.strictObject({
        provider: z.string().min(1),
        repo: z.strictObject({ external_id: z.string().min(1) }).optional(),
        webhook,
      }),
    }),
    response: Trigger,
    cloudOnly: true,
  }),
  get: endpoint({ method: 'GET', path: one, response: Trigger, cloudOnly: true }),
  update: endpoint({
    method: 'PATCH',
    path: one,
    body: z.strictObject({ ...change, event_source: z.strictObject({ webhook }).optional() }),
    response: Trigger,
    cloudOnly: true,
  }),
  delete: endpoint({ method: 'DELETE', path: one, response: Acknowledged, cloudOnly: true }),
};
