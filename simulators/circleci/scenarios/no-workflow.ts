import { type Scenario, workflows } from './plan.ts';

export const noWorkflow: Scenario = {
  name: 'no-workflow',
  about: 'A pipeline is made and no workflow matches it, ever. CircleCI reports no error.',
  creation: workflows(),
};
