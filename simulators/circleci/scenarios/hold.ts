import { build, hold as holdJob, type Scenario, workflows } from './plan.ts';
import { passingTests } from './tests.ts';

export const hold: Scenario = {
  name: 'hold',
  about: 'Build and test, then wait for someone to approve the deploy.',
  creation: workflows({
    name: 'build-test-deploy',
    jobs: [
      build('build', { runMs: 22_000 }),
      build('test', { requires: ['build'], runMs: 35_000, tests: passingTests }),
      holdJob('approve-deploy', ['test']),
      build('deploy', { requires: ['approve-deploy'], runMs: 26_000, contexts: ['prod-aws'] }),
    ],
  }),
};
