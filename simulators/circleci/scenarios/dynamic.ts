import { build, type Scenario, setup } from './plan.ts';

export const dynamic: Scenario = {
  name: 'dynamic',
  about: 'A setup workflow, and half a minute after it the workflow that it prepared.',
  creation: setup({
    afterMs: 30_000,
    stateBefore: 'setup',
    workflows: [{ name: 'build-and-test', jobs: [build('build'), build('test', { requires: ['build'] })] }],
  }),
};
