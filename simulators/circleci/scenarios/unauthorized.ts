import { build, hold, type Scenario, workflows } from './plan.ts';

export const unauthorized: Scenario = {
  name: 'unauthorized',
  about: 'Whoever approves has no access to the context of the job after the hold, which goes unauthorized.',
  creation: workflows({
    name: 'build-test-deploy',
    jobs: [
      build('build', { runMs: 14_000 }),
      hold('approve-deploy', ['build']),
      build('deploy', { requires: ['approve-deploy'], results: ['unauthorized'] }),
      build('smoke-test', { requires: ['deploy'] }),
    ],
  }),
};
