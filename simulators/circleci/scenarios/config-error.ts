import { type Scenario, SETUP_MS } from './plan.ts';

export const configError: Scenario = {
  name: 'config-error',
  about:
    'The trigger is accepted; later the pipeline turns out to have a configuration that does not compile.',
  creation: {
    kind: 'errored',
    afterMs: SETUP_MS,
    errors: [
      {
        type: 'config',
        message:
          'Config does not conform to schema: {:jobs {:deploy {:docker (not (sequential? a-map))}}}\nJob "deploy" has no executor',
      },
    ],
  },
};
