import { expect, it } from 'vitest';
import type { Storage, Tx } from '../../../src/storage/database.ts';
import { createWakeUp } from '../../../src/webhooks/wake-up.ts';

const tx = {} as Tx;

function setUp(engine: Storage['engine']) {
  const clock = { ms: 5 };
  const added: { key: string | undefined }[] = [];
  const queue = {
    add: async (_db: unknown, _name: string, _data: object, options?: { key?: string }) => {
      added.push({ key: options?.key });
    },
  };
  return { clock, added, wakeUp: createWakeUp(queue, engine, () => clock.ms) };
}

it('adds no second job while one that was committed has not begun', async () => {
  const { added, wakeUp } = setUp('pglite');
  (await wakeUp.add(tx))();
  (await wakeUp.add(tx))();
  (await wakeUp.add(tx))();
  expect(added).toEqual([{ key: 'inbox' }]);
});

it('adds one again as soon as a run begins', async () => {
  const { added, wakeUp } = setUp('pglite');
  (await wakeUp.add(tx))();
  wakeUp.begins();
  (await wakeUp.add(tx))();
  expect(added).toHaveLength(2);
});

it('remembers nothing of a transaction that was rolled back', async () => {
  const { added, wakeUp } = setUp('pglite');
  await wakeUp.add(tx);
  (await wakeUp.add(tx))();
  expect(added).toHaveLength(2);
});

it('does not take a job for waiting whose run began before the commit was heard of', async () => {
  const { added, wakeUp } = setUp('pglite');
  const committed = await wakeUp.add(tx);
  wakeUp.begins();
  committed();
  (await wakeUp.add(tx))();
  expect(added).toHaveLength(2);
});

it('does not let a group that found a job waiting speak for one that began since', async () => {
  const { added, wakeUp } = setUp('pglite');
  (await wakeUp.add(tx))();
  const committed = await wakeUp.add(tx);
  wakeUp.begins();
  committed();
  (await wakeUp.add(tx))();
  expect(added).toHaveLength(2);
});

it('asks the queue again when a job has waited for long', async () => {
  const { clock, added, wakeUp } = setUp('pglite');
  (await wakeUp.add(tx))();
  clock.ms += 999;
  (await wakeUp.add(tx))();
  expect(added).toHaveLength(1);
  clock.ms += 1;
  (await wakeUp.add(tx))();
  expect(added).toHaveLength(2);
});

it('asks the queue every time where other processes run jobs too', async () => {
  const { added, wakeUp } = setUp('postgres');
  (await wakeUp.add(tx))();
  (await wakeUp.add(tx))();
  expect(added).toHaveLength(2);
});
