import { type Scenario, setup } from './plan.ts';

export const dynamicErrored: Scenario = {
  name: 'dynamic-errored',
  about: 'As `dynamic-refused`, but the pipeline becomes `errored` and lists no further workflow.',
  creation: setup({
    afterMs: 5_000,
    workflows: [],
    stateBefore: 'setup',
    stateAfter: 'errored',
    errors: [
      {
        type: 'config',
        message:
          "Error calling workflow: 'deploy'\nCannot find a definition for job named release-everything",
      },
    ],
  }),
};
