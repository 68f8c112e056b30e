import { contextRestrictions, contexts, contextVariables } from './contexts.ts';
import { definitions } from './definitions.ts';
import { deploys } from './deploys.ts';
import { groups } from './groups.ts';
import { insights } from './insights.ts';
import { jobLogs } from './job-logs.ts';
import { jobRows } from './jobs.ts';
import { oidc } from './oidc.ts';
import { organizations } from './organizations.ts';
import { otel } from './otel.ts';
import { pipelines } from './pipelines.ts';
import { policies } from './policies.ts';
import { checkoutKeys, envVars } from './project-secrets.ts';
import { projects } from './projects.ts';
import { runner, runnerV2 } from './runner.ts';
import { schedules } from './schedules.ts';
import { triggers } from './triggers.ts';
import { usage } from './usage.ts';
import { users } from './users.ts';
import { webhooks } from './webhooks.ts';
import { workflows } from './workflows.ts';

/** Every endpoint, by resource. The client's methods, the flat list and `docs/api.md` are made from this. */
export const resources = {
  checkoutKeys,
  contextRestrictions,
  contexts,
  contextVariables,
  definitions,
  deploys,
  envVars,
  groups,
  insights,
  jobLogs,
  jobs: jobRows,
  oidc,
  organizations,
  otel,
  pipelines,
  policies,
  projects,
  runner,
  runnerV2,
  schedules,
  triggers,
  usage,
  users,
  webhooks,
  workflows,
};
