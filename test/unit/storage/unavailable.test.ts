import pg from 'pg';
import { expect, test } from 'vitest';
import { CircleCIError } from '../../../src/api/index.ts';
import { SlackError } from '../../../src/slack/slack-error.ts';
import { isDatabaseUnavailable } from '../../../src/storage/unavailable.ts';

function sqlState(code: string): Error {
  const error = new pg.DatabaseError('not for a person', 20, 'error');
  error.code = code;
  return error;
}

const failing = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

test.each([
  ...['57P01', '57P03', '53300', '08006', '25006', '55000', '57014', '53100', '28P01'].map(sqlState),
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].map(failing),
  Object.assign(new AggregateError([failing('ECONNREFUSED')]), { code: 'ECONNREFUSED' }),
  new Error('Connection terminated unexpectedly'),
  new Error('timeout exceeded when trying to connect'),
  new Error('Query read timeout'),
  new Error('the queue could not be asked', { cause: failing('ECONNREFUSED') }),
])('the database is away: %s', (error) => {
  expect(isDatabaseUnavailable(error)).toBe(true);
});

test.each([
  sqlState('23505'),
  sqlState('42P01'),
  new TypeError('x is not a function'),
  new CircleCIError({
    code: 'unavailable',
    endpoint: 'pipelines.get',
    problem: 'the connection failed',
    cause: failing('ECONNREFUSED'),
    secrets: [],
  }),
  new SlackError('lost', 'chat.postMessage', { reason: 'Connection terminated' }),
  'a string',
  null,
])('it is something else: %s', (error) => {
  expect(isDatabaseUnavailable(error)).toBe(false);
});

test('a port where nothing listens is a database that is away', async () => {
  const pool = new pg.Pool({ connectionString: 'postgres://u@127.0.0.1:1/none' });
  const error: unknown = await pool.query('select 1').catch((reason: unknown) => reason);
  expect(isDatabaseUnavailable(error)).toBe(true);
  await pool.end();
});
