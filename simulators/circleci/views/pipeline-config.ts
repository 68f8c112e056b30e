import type { Pipeline } from '../model.ts';
import type { JobPlan } from '../scenarios/plan.ts';

/** @returns `GET /pipeline/{id}/config`: a configuration that would make what the scenario makes */
export function compiledConfig(pipeline: Pipeline): Record<string, unknown> {
  const source = configSource(pipeline);
  return { source, compiled: pipeline.state === 'errored' ? '' : source };
}

function configSource(pipeline: Pipeline): string {
  const { creation } = pipeline.scenario;
  const plans = creation.kind === 'workflows' ? creation.workflows : [];
  const parameters = Object.keys(pipeline.project.parameters).map((name) => `  ${name}: {}`);
  const jobs = [
    ...new Set(
      plans
        .flatMap(({ jobs }) => jobs)
        .filter(isBuild)
        .map(({ name }) => name),
    ),
  ];
  return [
    'version: 2.1',
    'parameters:',
    ...parameters,
    'jobs:',
    ...jobs.flatMap((name) => [
      `  ${name}:`,
      '    docker: [{ image: cimg/node:24.0 }]',
      `    steps: [checkout, run: npm run ${name}]`,
    ]),
    'workflows:',
    ...plans.flatMap((plan) => [`  ${plan.name}:`, '    jobs:', ...plan.jobs.map(workflowLine)]),
    '',
  ].join('\n');
}

function isBuild(job: JobPlan): boolean {
  return job.type === 'build';
}

function workflowLine(job: JobPlan): string {
  const type = job.type === 'approval' ? 'type: approval, ' : '';
  const contexts = job.contexts.length === 0 ? '' : `context: [${job.contexts.join(', ')}], `;
  return `      - ${job.name}: { ${type}${contexts}requires: [${job.requires.join(', ')}] }`;
}

/** @returns `GET /pipeline/{id}/values`: the values a configuration could refer to */
export function pipelineValues(pipeline: Pipeline): Record<string, unknown> {
  const parameters = Object.entries(pipeline.parameters).map(([name, value]) => [
    `pipeline.parameters.${name}`,
    value,
  ]);
  return {
    'pipeline.id': pipeline.id,
    'pipeline.number': pipeline.number,
    'pipeline.project.git_url': pipeline.project.repositoryUrl,
    'pipeline.project.type': pipeline.project.provider,
    'pipeline.git.branch': pipeline.branch ?? '',
    'pipeline.git.tag': pipeline.tag ?? '',
    'pipeline.git.revision': pipeline.commit.revision,
    'pipeline.trigger_source': pipeline.trigger.type,
    ...Object.fromEntries(parameters),
  };
}
