import { ok } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import { iso } from '../times.ts';
import { projectOf } from './lookup.ts';

export const insightsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v2/insights/:slug/branches',
    query: ['workflow-name'],
    handle: (simulation, exchange) => {
      const project = projectOf(simulation, exchange);
      return ok({ org_id: project.organization.id, project_id: project.id, branches: [...project.branches] });
    },
  },
  {
    method: 'GET',
    path: '/api/v2/insights/:slug/flaky-tests',
    handle: (simulation, exchange) => {
      const project = projectOf(simulation, exchange);
      const last = simulation.world.pipelines.find((pipeline) => pipeline.project === project)?.workflows[0];
      // Insights knows only what ran: before the first run it knows of no flaky test.
      const tests = last === undefined ? [] : project.flakyTests;
      return ok({
        'flaky-tests': tests.map((test) => ({
          'time-wasted': test.timesFlaked * 61,
          'workflow-created-at': iso(last?.createdAt ?? 0),
          'workflow-id': last?.id ?? '',
          classname: test.classname,
          'pipeline-number': last?.pipeline.number ?? 0,
          'workflow-name': test.workflowName,
          'test-name': test.name,
          'job-name': test.jobName,
          'job-number': last?.jobs[0]?.number ?? 0,
          'times-flaked': test.timesFlaked,
          source: 'unknown',
          file: test.file,
        })),
        'total-flaky-tests': tests.length,
      });
    },
  },
];
