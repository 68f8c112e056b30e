import { beforeEach, expect, it } from 'vitest';
import { createWakeUps, type WakeUps } from '../../../src/storage/queue-wake-ups.ts';

let told: string[];
let wakeUps: WakeUps;

beforeEach(() => {
  told = [];
  wakeUps = createWakeUps((id) => told.push(id));
  for (const id of ['a', 'b', 'c']) wakeUps.register('deliver-card', id);
});

const drain = () => told.splice(0);

it('has one worker look for what was announced', () => {
  wakeUps.wake('deliver-card');
  expect(drain()).toEqual(['a']);
  wakeUps.wake('tidy');
  wakeUps.wake('of another program');
  expect(drain()).toEqual([]);
});

it('has the next one look when that one has found as much as it takes, and no other when it has not', () => {
  wakeUps.begins('deliver-card', 'a', true);
  expect(drain()).toEqual(['b']);
  wakeUps.begins('deliver-card', 'b', false);
  expect(drain()).toEqual([]);
});

it('has a worker look again when something was announced meanwhile, which its own job may have kept waiting', () => {
  const ended = wakeUps.begins('deliver-card', 'a', true);
  drain();
  ended();
  expect(drain()).toEqual([]);
  const endedAgain = wakeUps.begins('deliver-card', 'a', true);
  drain();
  wakeUps.wake('deliver-card');
  expect(drain()).toEqual(['b']);
  endedAgain();
  expect(drain()).toEqual(['a']);
});

it('forgets nothing that comes while all are at work', () => {
  const ended = ['a', 'b', 'c'].map((id) => wakeUps.begins('deliver-card', id, true));
  drain();
  wakeUps.wake('deliver-card');
  expect(drain()).toEqual([]);
  for (const end of ended) end();
  expect(drain()).toEqual(['a', 'b', 'c']);
});

it('goes through a queue of many jobs with a single worker', () => {
  wakeUps.register('tidy', 'only');
  for (let job = 0; job < 3; job++) {
    const ended = wakeUps.begins('tidy', 'only', true);
    expect(drain()).toEqual([]);
    ended();
    expect(drain()).toEqual(['only']);
  }
});
