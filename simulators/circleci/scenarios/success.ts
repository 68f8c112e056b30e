import { build, type Scenario, workflows } from './plan.ts';
import { passingTests } from './tests.ts';

export const success: Scenario = {
  name: 'success',
  about: 'Build, lint and test, all good.',
  creation: workflows({
    name: 'build-and-test',
    jobs: [
      build('install', { runMs: 18_000 }),
      build('lint', { requires: ['install'], runMs: 14_000 }),
      build('test', {
        requires: ['install'],
        runMs: 41_000,
        tests: passingTests,
        artifacts: ['coverage/index.html'],
      }),
    ],
  }),
};
