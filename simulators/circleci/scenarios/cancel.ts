import { build, type Scenario, workflows } from './plan.ts';

export const cancel: Scenario = {
  name: 'cancel',
  about: 'Three long jobs side by side and one after them, with time enough to cancel.',
  creation: workflows({
    name: 'load-test',
    jobs: [
      build('prepare', { runMs: 8_000 }),
      build('load-eu', { requires: ['prepare'], runMs: 900_000 }),
      build('load-us', { requires: ['prepare'], runMs: 900_000 }),
      build('load-asia', { requires: ['prepare'], runMs: 900_000 }),
      build('report', { requires: ['load-eu', 'load-us', 'load-asia'], runMs: 20_000 }),
    ],
  }),
};
