import { build, type Scenario, setup } from './plan.ts';

export const setupFailed: Scenario = {
  name: 'setup-failed',
  about: 'A setup workflow that fails; rerun, it succeeds and the pipeline continues.',
  creation: setup({ afterMs: 2_000, workflows: [{ name: 'build-and-test', jobs: [build('build')] }] }, [
    'failed',
    'success',
  ]),
};
