import { type Scenario, setup } from './plan.ts';

export const dynamicNothing: Scenario = {
  name: 'dynamic-nothing',
  about: 'A setup workflow that continues with a configuration in which no workflow is to run.',
  creation: setup({ afterMs: 2_000, workflows: [], notRun: ['deploy'] }),
};
