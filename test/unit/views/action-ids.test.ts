import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTarget, encodeTarget } from '../../../src/views/action-ids.ts';

const id = fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9_-]{1,100}$/));

test('what was encoded is decoded again, in at most 2,000 characters', () => {
  fc.assert(
    fc.property(id, id, fc.option(id, { nil: null }), (pipelineId, workflowId, jobId) => {
      const value = encodeTarget({ pipelineId, workflowId, jobId });
      expect(value.length).toBeLessThanOrEqual(2000);
      expect(decodeTarget(value)).toEqual({ pipelineId, workflowId, jobId });
    }),
  );
});

test('encoding refuses what is no id', () => {
  expect(() => encodeTarget({ pipelineId: '../p', workflowId: 'w', jobId: null })).toThrow(RangeError);
  expect(() => encodeTarget({ pipelineId: 'p', workflowId: '', jobId: null })).toThrow(RangeError);
  expect(() => encodeTarget({ pipelineId: 'p', workflowId: 'w', jobId: 'j'.repeat(101) })).toThrow(
    RangeError,
  );
});

test.each([
  undefined,
  null,
  '',
  'null',
  '[]',
  '"p"',
  '{',
  '{"p":"a"}',
  '{"p":"a","w":1}',
  '{"p":"a","w":"b","j":3}',
  '{"p":"a","w":"../../project"}',
  '{"p":"a","w":"b?x=1"}',
  '{"p":"","w":"b"}',
  `{"p":"a","w":"b","x":"${'x'.repeat(2000)}"}`,
])('decoding %j gives null', (value) => {
  expect(decodeTarget(value)).toBeNull();
});

test('decoding never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (value) => {
      const target = decodeTarget(value);
      expect(target === null || encodeTarget(target).length > 0).toBe(true);
    }),
  );
});
