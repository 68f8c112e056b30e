import { found, ok, type Reply } from '../http/reply.ts';
import type { Exchange, Route } from '../http/route.ts';
import type { Pipeline } from '../model.ts';
import { onePage, page } from '../views/page.ts';
import { pipelineView } from '../views/pipeline.ts';
import { compiledConfig, pipelineValues } from '../views/pipeline-config.ts';
import { workflowView } from '../views/workflow.ts';
import { pipelineOf, projectOf } from './lookup.ts';

export const pipelineRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v2/pipeline',
    query: ['org-slug', 'page-token', 'mine'],
    handle: ({ world }, exchange) => {
      const org = exchange.query.get('org-slug');
      const mine = exchange.query.get('mine') === 'true';
      return list(
        world.pipelines.filter(
          ({ project, trigger }) =>
            (org === null || project.organization.slug === shortOrg(org)) &&
            (!mine || trigger.actor === exchange.user),
        ),
        exchange,
      );
    },
  },
  {
    method: 'GET',
    path: '/api/v2/project/:slug/pipeline',
    query: ['branch', 'page-token'],
    handle: (simulation, exchange) => {
      const project = projectOf(simulation, exchange);
      const branch = exchange.query.get('branch');
      return list(
        simulation.world.pipelines.filter(
          (pipeline) => pipeline.project === project && (branch === null || pipeline.branch === branch),
        ),
        exchange,
      );
    },
  },
  {
    method: 'GET',
    path: '/api/v2/project/:slug/pipeline/mine',
    query: ['page-token'],
    handle: (simulation, exchange) => {
      const project = projectOf(simulation, exchange);
      return list(
        simulation.world.pipelines.filter(
          (pipeline) => pipeline.project === project && pipeline.trigger.actor === exchange.user,
        ),
        exchange,
      );
    },
  },
  {
    method: 'GET',
    path: '/api/v2/project/:slug/pipeline/:n',
    handle: (simulation, exchange) => {
      const project = projectOf(simulation, exchange);
      const number = Number(exchange.params.n);
      const pipeline = simulation.world.pipelines.find(
        (one) => one.project === project && one.number === number,
      );
      return ok(pipelineView(found(pipeline, 'Pipeline not found')));
    },
  },
  {
    method: 'GET',
    path: '/api/v2/pipeline/:id',
    handle: (simulation, exchange) => ok(pipelineView(pipelineOf(simulation, exchange))),
  },
  {
    method: 'GET',
    path: '/api/v2/pipeline/:id/workflow',
    query: ['page-token'],
    handle: (simulation, exchange) => {
      const { workflows } = pipelineOf(simulation, exchange);
      return ok(onePage(workflows.toReversed().map(workflowView)));
    },
  },
  {
    method: 'GET',
    path: '/api/v2/pipeline/:id/config',
    handle: (simulation, exchange) => ok(compiledConfig(pipelineOf(simulation, exchange))),
  },
  {
    method: 'GET',
    path: '/api/v2/pipeline/:id/values',
    handle: (simulation, exchange) => ok(pipelineValues(pipelineOf(simulation, exchange))),
  },
];

function list(pipelines: readonly Pipeline[], exchange: Exchange): Reply {
  const { items, next_page_token } = page(pipelines, exchange.query.get('page-token'));
  return ok({ items: items.map(pipelineView), next_page_token });
}

function shortOrg(slug: string): string {
  return slug.replace(/^github\//, 'gh/').replace(/^bitbucket\//, 'bb/');
}
