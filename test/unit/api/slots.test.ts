import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NoSlotError, Slots } from '../../../src/api/slots.ts';

/** Longer than any of these tests. */
const PATIENT_MS = 60_000;

it('never lets more in than there are places, and lets everyone in at last, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 20 }),
      async (places, callers) => {
        const slots = new Slots(places, callers);
        const served: number[] = [];
        let inside = 0;
        let most = 0;
        const work = Array.from({ length: callers }, async (_, index) => {
          await slots.acquire(PATIENT_MS, []);
          inside += 1;
          most = Math.max(most, inside);
          served.push(index);
          await Promise.resolve();
          inside -= 1;
          slots.release();
        });
        await Promise.all(work);
        expect(most).toBeLessThanOrEqual(places);
        expect(served).toEqual(Array.from({ length: callers }, (_, index) => index));
      },
    ),
  );
});

it('refuses when the line is full', async () => {
  const slots = new Slots(1, 1);
  await slots.acquire(PATIENT_MS, []);
  const waiting = slots.acquire(PATIENT_MS, []);
  await expect(slots.acquire(PATIENT_MS, [])).rejects.toEqual(new NoSlotError('full'));
  slots.release();
  await waiting;
});

it('gives the place of one who left to the next', async () => {
  const slots = new Slots(1, 10);
  await slots.acquire(PATIENT_MS, []);
  const leaving = new AbortController();
  const left = slots.acquire(PATIENT_MS, [undefined, leaving.signal]);
  const next = slots.acquire(PATIENT_MS, []);
  leaving.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  slots.release();
  await next;
});

it('does not let in one who has left already', async () => {
  const slots = new Slots(1, 10);
  await expect(slots.acquire(PATIENT_MS, [AbortSignal.abort(new Error('left'))])).rejects.toThrow('left');
  await slots.acquire(PATIENT_MS, []);
});

it('lets nobody wait longer than they have, and forgets who went', async () => {
  const slots = new Slots(1, 1);
  await slots.acquire(PATIENT_MS, []);
  await expect(slots.acquire(5, [])).rejects.toMatchObject({ why: 'late' });
  const next = slots.acquire(PATIENT_MS, []);
  slots.release();
  await next;
});
