import { z } from 'zod';
import { createPipeline } from '../engine/create-pipeline.ts';
import { checkBody, parametersSchema } from '../http/body.ts';
import { created, ok, Refusal, type Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Person, Project } from '../model.ts';
import { branchExists, type Simulation, scenarioFor } from '../simulation.ts';
import { createdView } from '../views/pipeline.ts';
import { projectOf } from './lookup.ts';

const refSchema = z
  .strictObject({ branch: z.string().min(1).optional(), tag: z.string().min(1).optional() })
  .refine(
    ({ branch, tag }) => branch === undefined || tag === undefined,
    'branch and tag exclude each other',
  );

const runSchema = z.strictObject({
  definition_id: z.uuid().optional(),
  config: refSchema.optional(),
  checkout: refSchema.optional(),
  parameters: parametersSchema.optional(),
});

const triggerSchema = refSchema.safeExtend({ parameters: parametersSchema.optional() });

export const triggerRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/v2/project/:provider/:organization/:project/pipeline/run',
    handle: (simulation, exchange) => {
      const { provider, organization, project: name } = exchange.params;
      const params = { slug: `${provider}/${organization}/${name}` };
      const project = projectOf(simulation, { ...exchange, params });
      if (project.provider === 'gitlab')
        throw new Refusal(400, 'GitLab projects cannot be triggered this way.');
      const body = checkBody(runSchema, exchange.body);
      const definitionId = body.definition_id ?? project.definitionId;
      if (!hasDefinition(project, definitionId)) {
        throw new Refusal(404, 'Pipeline definition does not exist.');
      }
      const ref = body.checkout ?? body.config ?? {};
      return trigger(simulation, {
        project,
        by: exchange.user,
        ...ref,
        parameters: body.parameters,
        definitionId,
      });
    },
  },
  {
    method: 'POST',
    path: '/api/v2/project/:slug/pipeline',
    handle: (simulation, exchange) => {
      const project = projectOf(simulation, exchange);
      if (project.provider === 'github_app' || project.provider === 'gitlab') {
        throw new Refusal(400, 'Projects of this kind are triggered with pipeline/run.');
      }
      const body = checkBody(triggerSchema, exchange.body);
      return trigger(simulation, { project, by: exchange.user, ...body });
    },
  },
];

function hasDefinition({ definitionId, otherDefinitions }: Project, id: string): boolean {
  return id === definitionId || [...otherDefinitions.values()].includes(id);
}

interface TriggerInput {
  readonly project: Project;
  readonly by: Person;
  readonly branch?: string | undefined;
  readonly tag?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  readonly definitionId?: string | undefined;
}

function trigger(simulation: Simulation, input: TriggerInput): Reply {
  const { project, by, tag = null } = input;
  const branch = tag === null ? (input.branch ?? project.defaultBranch) : null;
  if (branch !== null && !branchExists(project, branch)) throw new Refusal(400, 'Branch not found');
  if (tag !== null && !project.tags.has(tag)) throw new Refusal(400, 'Tag not found');
  const outcome = createPipeline(simulation.engine, {
    project,
    scenario: scenarioFor(simulation, project, branch),
    trigger: { type: 'api', actor: by },
    branch,
    tag,
    parameters: input.parameters ?? {},
    ...(input.definitionId === undefined ? {} : { definitionId: input.definitionId }),
  });
  return 'message' in outcome ? ok({ message: outcome.message }) : created(createdView(outcome));
}
