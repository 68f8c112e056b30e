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

it('knows of a job that waits once it was added and committed', async () => {
  const { added, wakeUp } = setUp('pglite');
  expect(wakeUp.waits()).toBeNull();
  (await wakeUp.add(tx))();
  expect(added).toEqual([{ key: 'inbox' }]);
  expect(wakeUp.waits()?.()).toBe(true);
});

it('knows of none as soon as a run begins', async () => {
  const { wakeUp } = setUp('pglite');
  (await wakeUp.add(tx))();
  wakeUp.begins();
  expect(wakeUp.waits()).toBeNull();
});

it('says of an insert during which a run began that the run may have been too early for it', async () => {
  const { wakeUp } = setUp('pglite');
  (await wakeUp.add(tx))();
  const stillWaits = wakeUp.waits();
  wakeUp.begins();
  expect(stillWaits?.()).toBe(false);
  // Nor does another job, added since by somebody else, speak for it.
  (await wakeUp.add(tx))();
  expect(stillWaits?.()).toBe(false);
});

it('remembers nothing of a transaction that was rolled back', async () => {
  const { wakeUp } = setUp('pglite');
  await wakeUp.add(tx);
  expect(wakeUp.waits()).toBeNull();
});

it('does not take a job for waiting whose run began before the commit was heard of', async () => {
  const { wakeUp } = setUp('pglite');
  const committed = await wakeUp.add(tx);
  wakeUp.begins();
  committed();
  expect(wakeUp.waits()).toBeNull();
});

it('asks the queue again when a job has waited for long', async () => {
  const { clock, wakeUp } = setUp('pglite');
  (await wakeUp.add(tx))();
  clock.ms += 999;
  expect(wakeUp.waits()).not.toBeNull();
  clock.ms += 1;
  expect(wakeUp.waits()).toBeNull();
});

it('asks the queue every time where other processes run jobs too', async () => {
  const { wakeUp } = setUp('postgres');
  (await wakeUp.add(tx))();
  expect(wakeUp.waits()).toBeNull();
});
