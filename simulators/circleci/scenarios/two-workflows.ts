import { build, type Scenario, workflows } from './plan.ts';
import { passingTests } from './tests.ts';

export const twoWorkflows: Scenario = {
  name: 'two-workflows',
  about: 'Two workflows of one pipeline, ending at different times.',
  creation: workflows(
    {
      name: 'build-and-test',
      jobs: [
        build('build', { runMs: 17_000 }),
        build('test', { requires: ['build'], runMs: 38_000, tests: passingTests }),
      ],
    },
    {
      name: 'security-scan',
      jobs: [build('dependencies', { runMs: 24_000 }), build('secrets', { runMs: 11_000 })],
    },
  ),
};
