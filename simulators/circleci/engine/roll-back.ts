import { randomUUID } from 'node:crypto';
import type { Person, Project } from '../model.ts';
import type { Scenario } from '../scenarios/plan.ts';
import { createPipeline } from './create-pipeline.ts';
import type { Engine } from './engine.ts';

export interface RollbackRequest {
  readonly project: Project;
  readonly scenario: Scenario;
  readonly by: Person;
  readonly component: string;
  readonly environment: string;
  readonly current: string;
  readonly target: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

type Outcome =
  | { readonly id: string; readonly type: string }
  | { readonly status: 404 | 409; readonly problem: string };

/** The other version is live some time later: when the pipeline's job, or the agent, has done it. */
const TAKES_MS = 30_000;

/** Accepts a rollback. What is refused, and how, is chosen: the description names the statuses only. */
export function rollBack(engine: Engine, request: RollbackRequest): Outcome {
  const { project, component, environment, current, target } = request;
  const deployed = project.deploys.find(({ name }) => name === component);
  if (deployed === undefined) return { status: 404, problem: 'Component not found' };
  const place = deployed.environments.get(environment);
  const version = place?.versions.find(({ name }) => name === target);
  if (place === undefined || version === undefined) return { status: 404, problem: 'Version not found' };
  if (place.live !== current) return { status: 409, problem: `The live version is ${place.live}.` };
  engine.scheduler.after(TAKES_MS, () => {
    place.live = target;
    version.lastDeployedAt = Date.now();
  });
  if (deployed.rollbackType === 'COMMAND') return { id: randomUUID(), type: 'COMMAND' };
  const pipeline = createPipeline(engine, {
    project,
    scenario: request.scenario,
    trigger: { type: 'api', actor: request.by },
    branch: project.defaultBranch,
    tag: null,
  });
  return 'message' in pipeline
    ? { status: 409, problem: pipeline.message }
    : { id: pipeline.id, type: deployed.rollbackType };
}
