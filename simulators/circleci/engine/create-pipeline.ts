import { randomUUID } from 'node:crypto';
import { newRevision } from '../identity.ts';
import type { Commit, Pipeline, Project, Trigger } from '../model.ts';
import { type Scenario, SETUP_MS } from '../scenarios/plan.ts';
import type { Engine } from './engine.ts';
import { parameterProblem } from './parameters.ts';
import { startWorkflow } from './start-workflow.ts';

export interface PipelineRequest {
  readonly project: Project;
  readonly scenario: Scenario;
  readonly trigger: Trigger;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly commit?: Partial<Commit>;
  /** The project's usual one unless told. */
  readonly definitionId?: string;
}

/**
 * Makes a pipeline, `pending` at first; what becomes of it follows from the scenario, later.
 * @returns the pipeline, or the message CircleCI answers with when it makes none
 */
export function createPipeline(
  engine: Engine,
  request: PipelineRequest,
): Pipeline | { readonly message: string } {
  const { project, scenario } = request;
  if (scenario.creation.kind === 'nothing') return { message: scenario.creation.message };
  const now = Date.now();
  const pipeline: Pipeline = {
    id: randomUUID(),
    number: project.nextPipelineNumber++,
    project,
    scenario,
    trigger: request.trigger,
    branch: request.branch,
    tag: request.tag,
    commit: commitFor(request, now),
    parameters: request.parameters ?? {},
    declared: project.parameters,
    config: project.config,
    definitionId: request.definitionId ?? project.definitionId,
    createdAt: now,
    updatedAt: now,
    state: 'pending',
    errors: [],
    isContinued: false,
    workflows: [],
  };
  engine.world.addPipeline(pipeline);
  engine.scheduler.after(afterMs(scenario), () => setUp(engine, pipeline));
  return pipeline;
}

function commitFor(request: PipelineRequest, now: number): Commit {
  const { project } = request;
  const turn = project.nextPipelineNumber;
  const subjects = project.commitSubjects;
  return {
    revision: newRevision(),
    subject: subjects[turn % subjects.length] ?? 'Change something',
    body: '',
    author: project.people[turn % project.people.length] ?? request.trigger.actor,
    at: now - 45_000,
    ...request.commit,
  };
}

function afterMs(scenario: Scenario): number {
  return scenario.creation.kind === 'nothing' ? SETUP_MS : scenario.creation.afterMs;
}

function setUp(engine: Engine, pipeline: Pipeline): void {
  const { creation } = pipeline.scenario;
  const problem = parameterProblem(pipeline.declared, pipeline.parameters);
  pipeline.updatedAt = Date.now();
  if (problem !== null) {
    pipeline.state = 'errored';
    pipeline.errors = [{ type: 'config', message: problem }];
  } else if (creation.kind === 'errored') {
    pipeline.state = 'errored';
    pipeline.errors = [...creation.errors];
  } else if (creation.kind === 'workflows') {
    const [first] = creation.workflows;
    pipeline.state = first?.continuation?.stateBefore ?? 'created';
    for (const plan of creation.workflows)
      startWorkflow(engine, { pipeline, plan, startedBy: pipeline.trigger.actor });
  }
}
