import { type Scenario, setup } from './plan.ts';

export const dynamicRefused: Scenario = {
  name: 'dynamic-refused',
  about:
    'A setup workflow that succeeds and continues with a configuration that CircleCI refuses; the pipeline stays `created`.',
  creation: setup({
    afterMs: 5_000,
    workflows: [],
    notRun: ['deploy'],
    errors: [
      {
        type: 'config',
        message:
          "Error calling workflow: 'deploy'\nCannot find a definition for job named release-everything",
      },
    ],
  }),
};
