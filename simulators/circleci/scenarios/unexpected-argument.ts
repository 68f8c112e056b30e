import { type Scenario, SETUP_MS } from './plan.ts';

export const unexpectedArgument: Scenario = {
  name: 'unexpected-argument',
  about: 'As if a parameter had been sent that the configuration does not declare.',
  creation: {
    kind: 'errored',
    afterMs: SETUP_MS,
    errors: [{ type: 'config', message: 'Unexpected argument(s): dry_run' }],
  },
};
