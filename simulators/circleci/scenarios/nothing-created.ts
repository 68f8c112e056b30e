import type { Scenario } from './plan.ts';

export const nothingCreated: Scenario = {
  name: 'nothing-created',
  about: 'The trigger is answered 200 with a message, and there is no pipeline.',
  creation: { kind: 'nothing', message: 'No pipeline was created: the commit message asks to skip CI.' },
};
