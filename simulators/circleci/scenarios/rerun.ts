import { build, type Scenario, workflows } from './plan.ts';
import { failingTestLog, failingTests } from './tests.ts';

export const rerun: Scenario = {
  name: 'rerun',
  about: 'Fails the first time; rerun from failed, it succeeds and reuses what had succeeded.',
  creation: workflows({
    name: 'build-test-publish',
    jobs: [
      build('build', { runMs: 19_000 }),
      build('test', {
        requires: ['build'],
        runMs: 31_000,
        results: ['failed', 'success'],
        tests: failingTests,
        failureLog: failingTestLog,
      }),
      build('publish', { requires: ['test'], runMs: 17_000 }),
    ],
  }),
};
