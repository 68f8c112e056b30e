import { defineConfig } from 'vitest/config';

/** One project per kind of test, each a folder of `test/`: `vitest run --project unit`. */
export default defineConfig({
  test: {
    // No module is mocked and nothing is kept in module state, so files may share a worker's modules.
    isolate: false,
    // More than the two cores of a small machine: most stories wait for something most of the time.
    maxWorkers: 4,
    reporters: ['default'],
    projects: [
      project('unit', { testTimeout: 60_000, setupFiles: ['test/support/properties.ts'] }),
      project('invariants', { testTimeout: 60_000 }),
      project('contract', { testTimeout: 60_000 }),
      project('integration', {
        globalSetup: ['test/support/postgres-global.ts'],
        // Far longer than they take: a busy machine is no reason to fail.
        testTimeout: 120_000,
        hookTimeout: 60_000,
      }),
      // Alone and last: a browser, the bot and two simulators are enough for two cores.
      project('browser', {
        testTimeout: 90_000,
        hookTimeout: 60_000,
        maxWorkers: 1,
        sequence: { groupOrder: 1 },
      }),
      // Alone too: each file starts, kills and starts the program, and measures how long it takes to catch up. Two at a
      // time, one of which is `survival` from beginning to end.
      project('faults', {
        maxWorkers: 2,
        globalSetup: ['test/support/postgres-global.ts'],
        // Far longer than they take: each waits for what it tests with a deadline of its own.
        testTimeout: 300_000,
        hookTimeout: 60_000,
        sequence: { groupOrder: 2 },
      }),
    ],
  },
});

interface ProjectOptions {
  testTimeout: number;
  hookTimeout?: number;
  globalSetup?: string[];
  setupFiles?: string[];
  maxWorkers?: number;
  sequence?: { groupOrder: number };
}

function project(name: string, options: ProjectOptions) {
  return { extends: true as const, test: { name, include: [`test/${name}/**/*.test.ts`], ...options } };
}
