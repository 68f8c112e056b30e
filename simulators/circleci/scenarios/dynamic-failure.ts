import { build, type Scenario, setup } from './plan.ts';

export const dynamicFailure: Scenario = {
  name: 'dynamic-failure',
  about: 'A setup workflow, and the workflow of the same name that it prepared, which fails.',
  creation: setup({
    afterMs: 5_000,
    workflows: [{ name: 'setup', jobs: [build('test', { results: ['failed', 'success'] })] }],
  }),
};
