import { expect, it } from 'vitest';
import { createLogger } from '../../../src/telemetry/log.ts';

function capture() {
  const lines: string[] = [];
  const log = createLogger('debug', { write: (line) => lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

it.each([
  { token: 'hush' },
  { config: { slack: { botToken: 'hush' } } },
  { config: { circleci: { webhookSecrets: ['hush'] } } },
  { request: { headers: { authorization: 'hush' } } },
  { body: { response_url: 'hush', trigger_id: 'hush' } },
  { a: { b: { c: { 'circle-token': 'hush' } } } },
  { headers: { any: 'hush' } },
  { list: [{ Token: 'hush' }, [{ deep: { er: { and: { SECRET: 'hush' } } } }]] },
])('does not print what stands under a secret’s name: %j', (fields) => {
  const { log, lines } = capture();
  log.info(fields, 'something happened');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hush');
  expect(lines[0]).toContain('[redacted]');
});

it('does not print a child logger’s secrets, nor a nested error’s', () => {
  const { log, lines } = capture();
  log.child({ token: 'hush', request: 7 }).info({ result: { failure: new Error('Bearer hushhush') } }, 'x');
  expect(lines[0]).not.toContain('hush');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ request: 7, result: { failure: { type: 'Error' } } });
});

it('takes a circle', () => {
  const { log, lines } = capture();
  const circle: Record<string, unknown> = { name: 'round' };
  circle.self = circle;
  log.info({ circle }, 'x');
  expect(lines[0]).toContain('round');
});

it('prints everything else, with the level as a word and the time in ISO 8601', () => {
  const { log, last } = capture();
  log.warn({ project: 'gh/acme/shop', count: 3 }, 'hello');
  expect(last()).toMatchObject({ level: 'warn', project: 'gh/acme/shop', count: 3, msg: 'hello' });
  expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT/);
});

it('prints an error’s type, message, code and causes, and nothing that hangs on it', () => {
  const { log, lines, last } = capture();
  const cause = Object.assign(new TypeError('socket gone'), { code: 'ECONNRESET' });
  const error = Object.assign(new Error('call failed', { cause }), {
    statusCode: 503,
    headers: { authorization: 'hush' },
    body: 'hush',
    config: { token: 'hush' },
  });
  log.error({ err: error }, 'a call failed');
  expect(lines[0]).not.toContain('hush');
  expect(last().err).toMatchObject({
    type: 'Error',
    message: 'call failed',
    status: 503,
    cause: { type: 'TypeError', message: 'socket gone', code: 'ECONNRESET' },
  });
});

it.each([
  'xoxb-1-hushhush',
  'xapp-1-hushhush',
  'https://hooks.slack.com/commands/T1/hushhush',
  'Authorization: Bearer hushhush',
  'Circle-Token: hushhush',
  'postgres://robin:hushhush@db.example/x',
  `v1=${'0badcafe'.repeat(8)}`,
  'https://circleci.example/x?circle-token=hushhush&a=1',
])('blots out a secret inside an error’s text: %s', (text) => {
  const { log, lines } = capture();
  log.error({ err: new Error(`it went wrong with ${text}`) }, 'x');
  expect(lines[0]).not.toMatch(/hushhush|0badcafe/);
  expect(lines[0]).toContain('it went wrong with');
});

it('does not follow causes in a circle, and takes what is no error', () => {
  const { log, last } = capture();
  const error = new Error('round');
  error.cause = error;
  log.error({ err: error }, 'x');
  expect(last().err.message).toBe('round');
  log.error({ err: 'just text' }, 'x');
  expect(last().err).toEqual({ type: 'string', message: 'just text' });
});

it('logs the copy of an error, as pg-boss announces it, like the error, and nothing else of it', () => {
  const { log, lines, last } = capture();
  const error = Object.assign(new Error('lost with Bearer hushhush'), { code: 'ECONNRESET' });
  log.error(
    { err: { ...error, message: error.message, stack: error.stack, queue: 'tidy', secret: 'hush' } },
    'x',
  );
  expect(last().err).toMatchObject({
    type: 'Error',
    code: 'ECONNRESET',
    message: 'lost with Bearer [redacted]',
  });
  expect(last().err.stack).toContain('log.test');
  expect(lines[0]).not.toContain('hush');
});
