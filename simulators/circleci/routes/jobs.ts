import { cancelJob } from '../engine/cancel.ts';
import { ok } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import { isJobFinished } from '../model.ts';
import { jobView } from '../views/job.ts';
import { onePage } from '../views/page.ts';
import { artifactUrl } from './links.ts';
import { buildJobOf, jobOf } from './lookup.ts';

export const jobRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v2/project/:slug/job/:n',
    handle: (simulation, exchange) => ok(jobView(buildJobOf(simulation, exchange))),
  },
  {
    method: 'POST',
    path: '/api/v2/project/:slug/job/:n/cancel',
    handle: (simulation, exchange) => {
      cancelJob(simulation.engine, buildJobOf(simulation, exchange), exchange.user);
      return ok({ message: 'Job canceled successfully.' });
    },
  },
  {
    method: 'POST',
    path: '/api/v2/jobs/:id/cancel',
    cloudOnly: 500,
    handle: (simulation, exchange) => {
      cancelJob(simulation.engine, jobOf(simulation, exchange), exchange.user);
      return ok({ message: 'Job canceled successfully.' });
    },
  },
  {
    method: 'GET',
    path: '/api/v2/project/:slug/:n/tests',
    query: ['page-token'],
    handle: (simulation, exchange) => {
      const job = buildJobOf(simulation, exchange);
      const failed = job.status === 'failed';
      const tests = isJobFinished(job) ? job.plan.tests : [];
      return ok(
        onePage(
          // A later attempt of the same plan that went well cannot have failed tests.
          tests.map((test) => ({
            message: failed ? (test.message ?? null) : null,
            source: 'unknown',
            run_time: test.runTime,
            file: test.file,
            result: test.result === 'failure' && !failed ? 'success' : test.result,
            name: test.name,
            classname: test.classname,
          })),
        ),
      );
    },
  },
  {
    method: 'GET',
    path: '/api/v2/project/:slug/:n/artifacts',
    query: ['page-token'],
    handle: (simulation, exchange) => {
      const job = buildJobOf(simulation, exchange);
      const paths = isJobFinished(job) ? job.plan.artifacts : [];
      return ok(
        onePage(paths.map((path) => ({ path, node_index: 0, url: artifactUrl(simulation, job, path) }))),
      );
    },
  },
];
