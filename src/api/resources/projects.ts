import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, maybe, maybeText } from './common.ts';

export const Project = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  organization_name: z.string(),
  organization_slug: z.string(),
  organization_id: z.string(),
  vcs_info: maybe(z.object({ vcs_url: maybeText, provider: z.string(), default_branch: maybeText })),
});

const boolean = z.boolean().optional();
const advancedShape = {
  autocancel_builds: boolean,
  build_fork_prs: boolean,
  build_prs_only: boolean,
  disable_ssh: boolean,
  forks_receive_secret_env_vars: boolean,
  oss: boolean,
  set_github_status: boolean,
  setup_workflows: boolean,
  write_settings_requires_admin: boolean,
  pr_only_branch_overrides: z.array(z.string()).optional(),
};
const Settings = z.object({ advanced: maybe(z.object(advancedShape)) });
const SettingsChange = z.strictObject({ advanced: z.strictObject(advancedShape).optional() });

export const projects = {
  get: endpoint({ method: 'GET', path: '/project/{project-slug}', response: Project }),
  delete: endpoint({ method: 'DELETE', path: '/project/{project-slug}', response: Acknowledged }),
  /** For an organization that is not tied to one version control system. */
  create: endpoint({
    method: 'POST',
    path: '/organization/{org-slug-or-id}/project',
    body: z.strictObject({ name: z.string().min(1) }),
    response: Project,
  }),
  /** Sets up a repository as a project; answers with its settings. */
  follow: endpoint({
    method: 'POST',
    path: '/project/{provider}/{organization}/{project}',
    response: Settings,
  }),
  getSettings: endpoint({
    method: 'GET',
    path: '/project/{provider}/{organization}/{project}/settings',
    response: Settings,
  }),
  updateSettings: endpoint({
    method: 'PATCH',
    path: '/project/{provider}/{organization}/{project}/settings',
    body: SettingsChange,
    response: Settings,
  }),
};
