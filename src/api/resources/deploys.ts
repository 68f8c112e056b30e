import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { list, maybeBoolean, maybeCount, maybeNumber, maybeText, page, pageToken, uuid } from './common.ts';

/** What CircleCI's deploy markers say is where. Cloud only. */

const labels = list(z.object({ key: maybeText, value: maybeText }));
const described = { id: maybeText, name: maybeText, labels, created_at: maybeText, updated_at: maybeText };

const Environment = z.object({ ...described, description: maybeText });
const Component = z.object({ ...described, project_id: maybeText, release_count: maybeNumber });
const Version = z.object({
  name: maybeText,
  environment_id: maybeText,
  namespace: maybeText,
  is_live: maybeBoolean,
  pipeline_id: maybeText,
  workflow_id: maybeText,
  job_id: maybeText,
  job_number: maybeCount,
  last_deployed_at: maybeText,
});

/** `page-size` is required here, and nowhere else. */
const sized = { 'org-id': uuid, 'page-size': z.number().int().min(1), ...pageToken };

export const deploys = {
  listEnvironments: endpoint({
    method: 'GET',
    path: '/deploy/environments',
    query: z.strictObject(sized),
    response: page(Environment),
    cloudOnly: true,
  }),
  getEnvironment: endpoint({
    method: 'GET',
    path: '/deploy/environments/{environment_id}',
    response: Environment,
    cloudOnly: true,
  }),
  listComponents: endpoint({
    method: 'GET',
    path: '/deploy/components',
    query: z.strictObject({ ...sized, 'project-id': uuid.optional() }),
    response: page(Component),
    cloudOnly: true,
  }),
  getComponent: endpoint({
    method: 'GET',
    path: '/deploy/components/{component_id}',
    response: Component,
    cloudOnly: true,
  }),
  listVersions: endpoint({
    method: 'GET',
    path: '/deploy/components/{component_id}/versions',
    query: z.strictObject({ 'environment-id': uuid.optional(), ...pageToken }),
    response: page(Version),
    cloudOnly: true,
  }),
  /** Puts another version of a component into an environment; done later, by a pipeline or an agent. */
  rollback: endpoint({
    method: 'POST',
    path: '/projects/{project_id}/rollback',
    body: z.strictObject({
      component_name: z.string().min(1),
      environment_name: z.string().min(1),
      current_version: z.string().min(1),
      target_version: z.string().min(1),
      namespace: z.string().optional(),
      reason: z.string().optional(),
      parameters: z.record(z.string(), z.unknown()).optional(),
    }),
    response: z.object({ id: maybeText, rollback_type: maybeText }),
    cloudOnly: true,
  }),
};
