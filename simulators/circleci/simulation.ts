import type { Engine } from './engine/engine.ts';
import type { Project } from './model.ts';
import { findScenario } from './scenarios/index.ts';
import type { Scenario } from './scenarios/plan.ts';
import type { WebhookRegistry } from './webhooks/registry.ts';
import type { World } from './world.ts';

/** What the routes work on. */
export interface Simulation {
  readonly world: World;
  readonly engine: Engine;
  readonly webhooks: WebhookRegistry;
  /** A CircleCI Server: without what exists on Cloud only. */
  readonly server: boolean;
  /** Ids of people who belong to no organization. */
  readonly strangers: ReadonlySet<string>;
  readonly defaultScenario: string | undefined;
  /** Key for the links that need no token. */
  readonly linkSecret: string;
  /** `http://127.0.0.1:<port>`. */
  baseUrl(): string;
}

const SCENARIO_BRANCH = /^scenario\/(.+)$/;

/** A branch `scenario/<name>` chooses; then the simulator's default, then the project's. */
export function scenarioFor(simulation: Simulation, project: Project, ref: string | null): Scenario {
  const chosen = SCENARIO_BRANCH.exec(ref ?? '')?.[1];
  const name = chosen ?? simulation.defaultScenario ?? project.defaultScenario;
  return scenarioNamed(name);
}

/** @throws Error when there is no such scenario: a mistake in a test or an option, not a request */
export function scenarioNamed(name: string): Scenario {
  const scenario = findScenario(name);
  if (scenario === undefined)
    throw new Error(`There is no scenario "${name}" in simulators/circleci/scenarios.`);
  return scenario;
}

/** True when the project has the branch, or the branch names a scenario. */
export function branchExists(project: Project, branch: string): boolean {
  const chosen = SCENARIO_BRANCH.exec(branch)?.[1];
  if (chosen !== undefined && findScenario(chosen) !== undefined) return true;
  return (
    project.branches.has(branch) ||
    (project.provider === 'github' && /^pull\/\d+\/(head|merge)$/.test(branch))
  );
}
