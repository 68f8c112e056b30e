import type { CircleCiSimulator, ScenarioName } from '../simulators/circleci/index.ts';
import { isScenario } from './options.ts';

/** What runs do from now on: one scenario everywhere, or each project its own. */
export interface ScenarioChoice {
  readonly current: ScenarioName | null;
  set(scenario: ScenarioName | null): void;
}

export function createScenarioChoice(
  circleci: CircleCiSimulator,
  first: ScenarioName | null,
): ScenarioChoice {
  const own = circleci.projects.map(({ slug, defaultScenario }) => ({ slug, scenario: defaultScenario }));
  let current: ScenarioName | null = null;
  const set = (scenario: ScenarioName | null) => {
    current = scenario;
    for (const project of own) {
      const next = scenario ?? project.scenario;
      if (isScenario(next)) circleci.control.setScenario(project.slug, next);
    }
  };
  if (first !== null) set(first);
  return {
    get current() {
      return current;
    },
    set,
  };
}
