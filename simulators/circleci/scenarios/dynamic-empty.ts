import { type Scenario, setup } from './plan.ts';

export const dynamicEmpty: Scenario = {
  name: 'dynamic-empty',
  about: 'A setup workflow that succeeds, and after which CircleCI lists nothing more.',
  creation: setup({ afterMs: 2_000, workflows: [] }),
};
