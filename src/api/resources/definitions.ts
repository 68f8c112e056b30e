import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, list, maybe, maybeText } from './common.ts';

/** Pipeline definitions: which config a project's pipelines are made from. Cloud only; not tied to GitLab. */

const Repo = z.object({ full_name: maybeText, external_id: maybeText });
const Source = z.object({ provider: maybeText, repo: maybe(Repo), file_path: maybeText });

const Definition = z.object({
  id: maybeText,
  name: maybeText,
  description: maybeText,
  created_at: maybeText,
  config_source: maybe(Source),
  checkout_source: maybe(Source.omit({ file_path: true })),
});

const repo = z.strictObject({ external_id: z.string().min(1) });
const file_path = z.string().min(1);

const CreateBody = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  config_source: z.union([
    z.strictObject({ provider: z.literal('github_app'), repo, file_path }),
    z.strictObject({ provider: z.literal('circleci'), file_path }),
  ]),
  checkout_source: z.strictObject({ provider: z.literal('github_app'), repo }),
});

/** Of the config source only the path can change. */
const UpdateBody = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  config_source: z.strictObject({ file_path: file_path.optional() }).optional(),
  checkout_source: z
    .strictObject({ provider: z.string().optional(), repo: repo.partial().optional() })
    .optional(),
});

const one = '/projects/{project_id}/pipeline-definitions/{pipeline_definition_id}';

export const definitions = {
  list: endpoint({
    method: 'GET',
    path: '/projects/{project_id}/pipeline-definitions',
    response: z.object({ items: list(Definition) }),
    cloudOnly: true,
  }),
  create: endpoint({
    method: 'POST',
    path: '/projects/{project_id}/pipeline-definitions',
    body: CreateBody,
    response: Definition,
    cloudOnly: true,
  }),
  get: endpoint({ method: 'GET', path: one, response: Definition, cloudOnly: true }),
  update: endpoint({ method: 'PATCH', path: one, body: UpdateBody, response: Definition, cloudOnly: true }),
  delete: endpoint({ method: 'DELETE', path: one, response: Acknowledged, cloudOnly: true }),
};
