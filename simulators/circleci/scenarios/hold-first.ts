import { build, hold, type Scenario, workflows } from './plan.ts';

export const holdFirst: Scenario = {
  name: 'hold-first',
  about: 'The first job is a hold: no job completes before it, so no webhook can hint at it.',
  creation: workflows({
    name: 'nightly-import',
    jobs: [hold('start-import'), build('import', { requires: ['start-import'], runMs: 40_000 })],
  }),
};
