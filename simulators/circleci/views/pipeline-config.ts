import type { ParameterType, Pipeline } from '../model.ts';
import type { JobPlan } from '../scenarios/plan.ts';

/** @returns `GET /pipeline/{id}/config`: a configuration that would make what the scenario makes */
export function compiledConfig(pipeline: Pipeline): Record<string, unknown> {
  const source = configSource(pipeline);
  const setup = pipeline.config?.setup;
  return {
    source,
    compiled: pipeline.state === 'errored' ? '' : source,
    ...(setup === undefined ? {} : { 'setup-config': setup, 'compiled-setup-config': setup }),
  };
}

function configSource(pipeline: Pipeline): string {
  if (pipeline.config !== null) return pipeline.config.source;
  const { creation } = pipeline.scenario;
  const plans = creation.kind === 'workflows' ? creation.workflows : [];
  const parameters = Object.entries(pipeline.declared).map(parameterLine);
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
    ...(parameters.length === 0 ? [] : ['parameters:', ...parameters]),
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

/** Every parameter has a default: without one no push could be built. */
function parameterLine([name, type]: [string, ParameterType]): string {
  if (typeof type === 'object') {
    const options = type.enum.map((one) => JSON.stringify(one));
    return `  ${name}: { type: enum, enum: [${options.join(', ')}], default: ${options[0]} }`;
  }
  const fallback = { string: '""', boolean: 'false', integer: '1' }[type];
  return `  ${name}: { type: ${type}, default: ${fallback} }`;
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
