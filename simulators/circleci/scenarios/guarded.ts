import { build, hold as holdJob, type Scenario, workflows } from './plan.ts';

export const guarded: Scenario = {
  name: 'guarded',
  about:
    'Jobs behind two holds use contexts: one open, one for a group, one of another project, which is refused.',
  creation: workflows({
    name: 'guarded-deploy',
    jobs: [
      build('build', { runMs: 14_000 }),
      holdJob('approve-deploy', ['build']),
      build('deploy', { requires: ['approve-deploy'], contexts: ['prod-aws', 'prod-secrets'] }),
      build('bill', { requires: ['approve-deploy'], contexts: ['billing'] }),
      build('smoke-test', { requires: ['deploy'] }),
      holdJob('approve-cleanup', ['smoke-test']),
      build('cleanup', { requires: ['approve-cleanup'], contexts: ['prod-aws'] }),
    ],
  }),
};
