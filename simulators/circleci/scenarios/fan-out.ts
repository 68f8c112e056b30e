import { build, type Scenario, workflows } from './plan.ts';

const SHARDS = 18;

export const fanOut: Scenario = {
  name: 'fan-out',
  about: 'Twenty jobs in one workflow: one, then eighteen side by side, then one.',
  creation: workflows({
    name: 'test-matrix',
    jobs: [
      build('build', { runMs: 15_000 }),
      ...shardNames().map((name, index) =>
        build(name, { requires: ['build'], runMs: 20_000 + index * 1_700, queueMs: 1_000 + index * 150 }),
      ),
      build('collect', { requires: shardNames(), runMs: 6_000 }),
    ],
  }),
};

function shardNames(): string[] {
  return Array.from({ length: SHARDS }, (_, index) => `test-shard-${index + 1}`);
}
