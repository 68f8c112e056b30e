import { expect, it } from 'vitest';
import { files } from './support/tree.ts';

const LIMIT = 250;
const rooms = files(/^(src|simulators|playground)\/.*\.(ts|js|css|html)$/).map(({ path, text }) => ({
  path,
  lines: text.split('\n').length - 1,
}));

it(`no file is longer than ${LIMIT} lines: a longer one is several ideas`, () => {
  expect(rooms.length).toBeGreaterThan(0);
  expect(rooms.filter(({ lines }) => lines > LIMIT)).toEqual([]);
});

it(`the usual file fits on a screen (median now: ${median(rooms.map(({ lines }) => lines))} lines)`, () => {
  expect(median(rooms.map(({ lines }) => lines))).toBeLessThanOrEqual(80);
});

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
