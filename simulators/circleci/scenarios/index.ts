import { cancel } from './cancel.ts';
import { configError } from './config-error.ts';
import { dynamic } from './dynamic.ts';
import { dynamicEmpty } from './dynamic-empty.ts';
import { dynamicErrored } from './dynamic-errored.ts';
import { dynamicFailure } from './dynamic-failure.ts';
import { dynamicNothing } from './dynamic-nothing.ts';
import { dynamicRefused } from './dynamic-refused.ts';
import { failure } from './failure.ts';
import { fanOut } from './fan-out.ts';
import { guarded } from './guarded.ts';
import { hold } from './hold.ts';
import { holdFirst } from './hold-first.ts';
import { noWorkflow } from './no-workflow.ts';
import { noisyLog } from './noisy-log.ts';
import { nothingCreated } from './nothing-created.ts';
import type { Scenario } from './plan.ts';
import { rerun } from './rerun.ts';
import { setupFailed } from './setup-failed.ts';
import { success } from './success.ts';
import { twoHolds } from './two-holds.ts';
import { twoWorkflows } from './two-workflows.ts';
import { unauthorized } from './unauthorized.ts';
import { unexpectedArgument } from './unexpected-argument.ts';

/** Every scenario by its name. To add one, write its file and a line here. */
export const scenarios = {
  success,
  failure,
  hold,
  'two-holds': twoHolds,
  'hold-first': holdFirst,
  cancel,
  rerun,
  'config-error': configError,
  'unexpected-argument': unexpectedArgument,
  'no-workflow': noWorkflow,
  'nothing-created': nothingCreated,
  unauthorized,
  'fan-out': fanOut,
  'two-workflows': twoWorkflows,
  'noisy-log': noisyLog,
  guarded,
  dynamic,
  'dynamic-empty': dynamicEmpty,
  'dynamic-errored': dynamicErrored,
  'dynamic-failure': dynamicFailure,
  'dynamic-nothing': dynamicNothing,
  'dynamic-refused': dynamicRefused,
  'setup-failed': setupFailed,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

/** @returns the scenario of that name, or undefined */
export function findScenario(name: string): Scenario | undefined {
  return Object.hasOwn(scenarios, name) ? scenarios[name as ScenarioName] : undefined;
}
