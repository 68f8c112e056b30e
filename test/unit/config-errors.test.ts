import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settings } from '../../src/config.ts';
import { complete, configErrorOf, problemsOf } from '../support/config.ts';

describe('without any variable', () => {
  it('names every missing one at once, in the order of the documentation', () => {
    expect(problemsOf({}).map((line) => line.split(' ')[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'CIRCLECI_TOKEN',
      'CIRCLECI_WEBHOOK_SECRET',
    ]);
  });

  it('says what to do: where the variables are explained, and how to try the bot without them', () => {
    const { message, problems } = configErrorOf({});
    for (const line of problems) expect(message).toContain(line);
    expect(message).toContain('.env.example');
    expect(message).toContain('docs/configuration.md');
    expect(message).toContain('npm run playground');
  });
});

const WRONG: readonly (readonly [name: string, value: string, hint: string])[] = [
  ['SLACK_BOT_TOKEN', 'xoxp-1-user', 'begins with xoxb-'],
  ['SLACK_BOT_TOKEN', 'xoxb-…', 'without spaces'],
  ['SLACK_APP_TOKEN', 'xoxb-1-bot', 'begins with xapp-'],
  ['CIRCLECI_TOKEN', 'two words', 'without spaces'],
  ['CIRCLECI_TOKEN', 'line\r\nbreak', 'without spaces'],
  ['CIRCLECI_WEBHOOK_SECRET', ', ,', 'only commas'],
  ['CIRCLECI_WEBHOOK_SECRET', 'long-enough,short', 'at least 8 characters'],
  ['SLACK_API_URL', 'slack.com/api', 'http(s) URL'],
  ['CIRCLECI_URL', 'ftp://circleci.com', 'http(s) URL'],
  ['CIRCLECI_URL', 'https:circleci.com', 'http(s) URL'],
  ['CIRCLECI_URL', 'https://circleci.com/api/v2', 'without a path'],
  ['CIRCLECI_URL', 'https://token@circleci.com', 'without user name'],
  ['PUBLIC_URL', 'https://chatops.example.com/?a=b', 'http(s) URL'],
  ['PUBLIC_URL', 'https://chatops.example.com/#', 'http(s) URL'],
  ['DATABASE_URL', 'mysql://db.example.com/chatops', 'postgres://'],
  ['DATABASE_URL', 'postgres://user:p/w@db.example.com/chatops', 'percent-encoded'],
  ['LOG_LEVEL', 'verbose', 'fatal, error, warn, info, debug, trace, silent'],
  ['DEFAULT_LOCALE', 'fr', 'en, ja'],
];
const WRONG_PORTS = ['65536', '-1', '3000.5', '1e3', '0x10', '３０００', 'http', '000080'];

describe('a wrong value', () => {
  it.each(WRONG)('%s=%s is one line that says what is right', (name, value, hint) => {
    const problems = problemsOf({ ...complete, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} `));
    expect(problems[0]).toContain(hint);
    expect(problems[0]).not.toContain('undefined');
  });

  it.each(WRONG_PORTS)('PORT=%s is refused', (port) => {
    expect(problemsOf({ ...complete, PORT: port })).toEqual(['PORT must be a whole number from 0 to 65535.']);
  });

  it('is told together with every other one', () => {
    const problems = problemsOf({ PORT: 'http', LOG_LEVEL: 'verbose', SLACK_APP_TOKEN: 'xapp-1-app' });
    expect(problems.map((line) => line.split(' ')[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'CIRCLECI_TOKEN',
      'CIRCLECI_WEBHOOK_SECRET',
      'PORT',
      'LOG_LEVEL',
    ]);
  });
});

it('never shows a value, whatever is in the environment and however the error is printed', () => {
  const names = Object.keys(settings);
  // A mark in every value, that no message of the program contains.
  const value = fc.string({ unit: 'grapheme' }).map((text) => `${text}Q7zW9kMark${text}`);
  const prefix = fc.constantFrom('', 'xoxb-', 'xapp-', 'postgres://', 'https://', 'https://u:p@', 'short,');
  const env = fc.dictionary(
    fc.constantFrom(...names),
    fc.tuple(prefix, value).map(([before, text]) => before + text),
  );
  fc.assert(
    fc.property(env, (variables) => {
      try {
        readConfig(variables);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        expect(inspect(error, { depth: null, showHidden: true })).not.toContain('Q7zW9kMark');
      }
    }),
    { numRuns: 1_000 },
  );
});
