import { z } from 'zod';
import { approve } from '../engine/approve.ts';
import { cancelWorkflow } from '../engine/cancel.ts';
import { rerun } from '../engine/rerun.ts';
import { checkBody } from '../http/body.ts';
import { accepted, found, ok, Refusal } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import { onePage } from '../views/page.ts';
import { workflowJobView, workflowView } from '../views/workflow.ts';
import { workflowOf } from './lookup.ts';

const rerunSchema = z
  .strictObject({
    enable_ssh: z.boolean().optional(),
    from_failed: z.boolean().optional(),
    jobs: z.array(z.uuid()).optional(),
    sparse_tree: z.boolean().optional(),
  })
  .refine(
    (body) => !(body.from_failed === true && body.jobs !== undefined),
    'from_failed and jobs exclude each other',
  )
  .refine((body) => body.enable_ssh !== true || body.jobs !== undefined, 'enable_ssh needs jobs')
  .refine((body) => body.sparse_tree !== true || body.jobs !== undefined, 'sparse_tree needs jobs');

const emptySchema = z.strictObject({});

export const workflowRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v2/workflow/:id',
    handle: (simulation, exchange) => ok(workflowView(workflowOf(simulation, exchange))),
  },
  {
    method: 'GET',
    path: '/api/v2/workflow/:id/job',
    handle: (simulation, exchange) => ok(onePage(workflowOf(simulation, exchange).jobs.map(workflowJobView))),
  },
  {
    method: 'POST',
    path: '/api/v2/workflow/:id/approve/:request',
    handle: (simulation, exchange) => {
      checkBody(emptySchema, exchange.body);
      const workflow = workflowOf(simulation, exchange);
      const job = found(
        workflow.jobs.find(({ id }) => id === exchange.params.request),
        'Approval job not found',
      );
      const problem = approve(simulation.engine, job, exchange.user);
      if (problem !== null) throw new Refusal(400, problem);
      return accepted({ message: 'Accepted.' });
    },
  },
  {
    method: 'POST',
    path: '/api/v2/workflow/:id/cancel',
    handle: (simulation, exchange) => {
      checkBody(emptySchema, exchange.body);
      cancelWorkflow(simulation.engine, workflowOf(simulation, exchange), exchange.user);
      return accepted({ message: 'Accepted.' });
    },
  },
  {
    method: 'POST',
    path: '/api/v2/workflow/:id/rerun',
    handle: (simulation, exchange) => {
      const workflow = workflowOf(simulation, exchange);
      const body = checkBody(rerunSchema, exchange.body);
      const outcome = rerun(simulation.engine, workflow, exchange.user, {
        fromFailed: body.from_failed ?? false,
        jobs: body.jobs,
        enableSsh: body.enable_ssh ?? false,
      });
      if ('problem' in outcome) throw new Refusal(400, outcome.problem);
      return accepted({ workflow_id: outcome.id });
    },
  },
];
