import { build, hold, type Scenario, workflows } from './plan.ts';

export const twoHolds: Scenario = {
  name: 'two-holds',
  about: 'One workflow with two holds one after the other, and one where two holds wait at the same time.',
  creation: workflows(
    {
      name: 'release',
      jobs: [
        build('build', { runMs: 16_000 }),
        hold('approve-staging', ['build']),
        build('deploy-staging', { requires: ['approve-staging'], runMs: 18_000 }),
        hold('approve-production', ['deploy-staging']),
        build('deploy-production', { requires: ['approve-production'], runMs: 24_000 }),
      ],
    },
    {
      name: 'regions',
      jobs: [
        build('package', { runMs: 12_000 }),
        hold('approve-eu', ['package']),
        hold('approve-us', ['package']),
        build('deploy-eu', { requires: ['approve-eu'], runMs: 15_000 }),
        build('deploy-us', { requires: ['approve-us'], runMs: 15_000 }),
      ],
    },
  ),
};
