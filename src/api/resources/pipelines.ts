import { z } from 'zod';
import { endpoint, LONG_BODY_BYTES } from '../endpoint.ts';
import {
  Acknowledged,
  list,
  maybe,
  maybeText,
  PageQuery,
  Parameters,
  page,
  pageToken,
  uuid,
} from './common.ts';
import { Workflow } from './workflows.ts';

const Actor = z.object({ login: maybeText, avatar_url: maybeText });

const Vcs = z.object({
  provider_name: maybeText,
  origin_repository_url: maybeText,
  target_repository_url: maybeText,
  /** Null on tag builds, as `tag` is on branch builds. */
  branch: maybeText,
  tag: maybeText,
  revision: maybeText,
  review_id: maybeText,
  review_url: maybeText,
  commit: maybe(z.object({ subject: maybeText, body: maybeText })),
});

export const Pipeline = z.object({
  id: z.string(),
  number: z.number().int(),
  project_slug: z.string(),
  /** `created`, `errored`, `setup-pending`, `setup`, `pending`, open. */
  state: z.string(),
  created_at: z.string(),
  updated_at: maybeText,
  /** Config and parameter errors arrive here some time after the trigger was accepted. */
  errors: list(z.object({ type: z.string(), message: z.string() })),
  trigger: maybe(z.object({ type: z.string(), received_at: maybeText, actor: maybe(Actor) })),
  /** Where GitLab and GitHub App pipelines keep branch, commit and author, by provider: a map of maps. */
  trigger_parameters: maybe(z.record(z.string(), z.unknown())),
  /** Null for GitLab and GitHub App. */
  vcs: maybe(Vcs),
});

const Created = z.object({
  id: z.string(),
  number: z.number().int(),
  state: z.string(),
  created_at: z.string(),
});

/**
 * 201: a pipeline. 200: accepted, but nothing was created (a skip rule or a filter), and the message says why.
 * The two are told apart by `id`.
 */
const RunResult = z.union([Created, z.object({ message: maybeText })]);

const Ref = z.strictObject({ branch: z.string().min(1).optional(), tag: z.string().min(1).optional() });

/** At most 100 parameters, names up to 128 and values up to 512 characters. Source: the OpenAPI description. */
const RunParameters = z
  .record(z.string().max(128), z.unknown())
  .refine((values) => Object.keys(values).length <= 100, 'must not have more than 100 parameters')
  .refine(
    (values) => Object.values(values).every((value) => typeof value !== 'string' || value.length <= 512),
    'must not have values longer than 512 characters',
  );

const RunBody = z.strictObject({
  definition_id: uuid.optional(),
  config: Ref.optional(),
  checkout: Ref.optional(),
  parameters: RunParameters.optional(),
});

const TriggerBody = z.strictObject({
  branch: z.string().min(1).optional(),
  tag: z.string().min(1).optional(),
  parameters: Parameters.optional(),
});

export const pipelines = {
  /** The newest pipelines of the projects the token's owner follows. */
  list: endpoint({
    method: 'GET',
    path: '/pipeline',
    query: z.strictObject({
      'org-slug': z.string().min(1).optional(),
      mine: z.boolean().optional(),
      ...pageToken,
    }),
    response: page(Pipeline),
  }),
  get: endpoint({ method: 'GET', path: '/pipeline/{pipeline-id}', response: Pipeline }),
  getConfig: endpoint({
    method: 'GET',
    path: '/pipeline/{pipeline-id}/config',
    response: z.object({
      source: z.string(),
      compiled: z.string(),
      'setup-config': maybeText,
      'compiled-setup-config': maybeText,
    }),
    maxBodyBytes: LONG_BODY_BYTES,
  }),
  /** `pipeline.git.branch` and its like, by name. */
  getValues: endpoint({
    method: 'GET',
    path: '/pipeline/{pipeline-id}/values',
    response: z.record(z.string(), z.unknown()),
  }),
  listWorkflows: endpoint({
    method: 'GET',
    path: '/pipeline/{pipeline-id}/workflow',
    query: PageQuery,
    response: page(Workflow),
  }),
  listForProject: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/pipeline',
    query: z.strictObject({ branch: z.string().min(1).optional(), ...pageToken }),
    response: page(Pipeline),
  }),
  listMine: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/pipeline/mine',
    query: PageQuery,
    response: page(Pipeline),
  }),
  getByNumber: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/pipeline/{pipeline-number}',
    response: Pipeline,
  }),
  /** The way to trigger for every integration but GitLab; on Server since 4.8. The three parts may not be joined. */
  run: endpoint({
    method: 'POST',
    path: '/project/{provider}/{organization}/{project}/pipeline/run',
    body: RunBody,
    response: RunResult,
  }),
  /** The older way: GitHub OAuth, Bitbucket Cloud and older Servers. Succeeds even where no workflow will run. */
  trigger: endpoint({
    method: 'POST',
    path: '/project/{project-slug}/pipeline',
    body: TriggerBody,
    response: Created,
  }),
  /** Gives a setup pipeline its configuration. */
  continue: endpoint({
    method: 'POST',
    path: '/pipeline/continue',
    body: z.strictObject({
      'continuation-key': z.string().min(1),
      configuration: z.string(),
      parameters: Parameters.optional(),
    }),
    response: Acknowledged,
    secretKeys: ['continuation-key'],
  }),
};
