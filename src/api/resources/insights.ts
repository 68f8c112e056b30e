import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { list, maybeNumber, maybeText, page, pageToken } from './common.ts';
import {
  FlakyTest,
  JobMetrics,
  JobSeriesPoint,
  TestMetrics,
  WorkflowMetrics,
  WorkflowRun,
  WorkflowSummary,
} from './insights-metrics.ts';
import { OrgSummary, ProjectSummary } from './insights-summary.ts';

const window = z
  .enum(['last-24-hours', 'last-7-days', 'last-30-days', 'last-60-days', 'last-90-days'])
  .optional();
const branch = z.string().min(1).optional();
const allBranches = { 'all-branches': z.boolean().optional(), branch };
/** Sent as the same key several times. */
const names = z.union([z.string(), z.array(z.string())]).optional();
const text = z.string().optional();

export const insights = {
  projectSummary: endpoint({
    method: 'GET',
    path: '/insights/pages/{project-slug}/summary',
    query: z.strictObject({ 'reporting-window': window, branches: names, 'workflow-names': names }),
    response: ProjectSummary,
  }),
  orgSummary: endpoint({
    method: 'GET',
    path: '/insights/{org-slug}/summary',
    query: z.strictObject({ 'reporting-window': window, 'project-names': names }),
    response: OrgSummary,
  }),
  branches: endpoint({
    method: 'GET',
    path: '/insights/{project-slug}/branches',
    query: z.strictObject({ 'workflow-name': text }),
    response: z.object({ org_id: maybeText, project_id: maybeText, branches: list(z.string()) }),
  }),
  /** Cloud and Server; tests that both failed and passed on the same commit in the last two weeks. */
  flakyTests: endpoint({
    method: 'GET',
    path: '/insights/{project-slug}/flaky-tests',
    response: z.object({ 'flaky-tests': list(FlakyTest), 'total-flaky-tests': maybeNumber }),
  }),
  workflows: endpoint({
    method: 'GET',
    path: '/insights/{project-slug}/workflows',
    query: z.strictObject({ ...allBranches, 'reporting-window': window, ...pageToken }),
    response: page(WorkflowMetrics),
  }),
  workflowRuns: endpoint({
    method: 'GET',
    path: '/insights/{project-slug}/workflows/{workflow-name}',
    query: z.strictObject({ ...allBranches, 'start-date': text, 'end-date': text, ...pageToken }),
    response: page(WorkflowRun),
  }),
  workflowJobs: endpoint({
    method: 'GET',
    path: '/insights/{project-slug}/workflows/{workflow-name}/jobs',
    query: z.strictObject({ ...allBranches, 'reporting-window': window, 'job-name': text, ...pageToken }),
    response: page(JobMetrics),
  }),
  workflowSummary: endpoint({
    method: 'GET',
    path: '/insights/{project-slug}/workflows/{workflow-name}/summary',
    query: z.strictObject(allBranches),
    response: WorkflowSummary,
  }),
  testMetrics: endpoint({
    method: 'GET',
    path: '/insights/{project-slug}/workflows/{workflow-name}/test-metrics',
    query: z.strictObject(allBranches),
    response: TestMetrics,
  }),
  jobTimeseries: endpoint({
    method: 'GET',
    path: '/insights/time-series/{project-slug}/workflows/{workflow-name}/jobs',
    query: z.strictObject({
      branch,
      granularity: z.enum(['daily', 'hourly']).optional(),
      'start-date': text,
      'end-date': text,
      ...pageToken,
    }),
    response: page(JobSeriesPoint),
  }),
};
