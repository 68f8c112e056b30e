import type { Route } from '../http/route.ts';
import { contextRoutes } from './contexts.ts';
import { deployRoutes } from './deploys.ts';
import { insightsRoutes } from './insights.ts';
import { jobRoutes } from './jobs.ts';
import { linkRoutes } from './links.ts';
import { meRoutes } from './me.ts';
import { pipelineRoutes } from './pipelines.ts';
import { projectRoutes } from './projects.ts';
import { triggerRoutes } from './trigger.ts';
import { v1JobRoutes } from './v1-job.ts';
import { v3JobRoutes } from './v3-jobs.ts';
import { v3OutputRoutes } from './v3-output.ts';
import { webhookRoutes } from './webhooks.ts';
import { workflowRoutes } from './workflows.ts';

/** Everything the simulator answers; the rest is 404. The first match counts. */
export const routes: readonly Route[] = [
  ...meRoutes,
  ...projectRoutes,
  ...triggerRoutes,
  ...pipelineRoutes,
  ...workflowRoutes,
  ...jobRoutes,
  ...deployRoutes,
  ...insightsRoutes,
  ...contextRoutes,
  ...webhookRoutes,
  ...v1JobRoutes,
  ...v3JobRoutes,
  ...v3OutputRoutes,
  ...linkRoutes,
];
