import { build, type Scenario, workflows } from './plan.ts';
import { failingTestLog, failingTests } from './tests.ts';

export const failure: Scenario = {
  name: 'failure',
  about: 'Two tests fail while lint still runs; the deploy job is never reached.',
  creation: workflows({
    name: 'build-and-test',
    jobs: [
      build('install', { runMs: 18_000 }),
      build('lint', { requires: ['install'], runMs: 48_000 }),
      build('test', {
        requires: ['install'],
        runMs: 36_000,
        results: ['failed'],
        tests: failingTests,
        failureLog: failingTestLog,
        artifacts: ['test-results/junit.xml', 'screenshots/checkout.png'],
      }),
      build('deploy', { requires: ['lint', 'test'] }),
    ],
  }),
};
