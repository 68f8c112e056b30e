import { describe, expect, test } from 'vitest';
import { help } from '../../../src/commands/help.ts';
import { parseStatus } from '../../../src/commands/status-words.ts';
import { isListKey, parseSubscribe } from '../../../src/commands/subscribe-words.ts';
import { subscriptions } from '../../../src/commands/subscriptions.ts';
import { parseTarget } from '../../../src/commands/target-words.ts';
import { unsubscribe } from '../../../src/commands/unsubscribe.ts';
import { parseUse } from '../../../src/commands/use-words.ts';
import { MOST_PATTERNS } from '../../../src/subscriptions/patterns.ts';
import { USUAL } from '../../../src/subscriptions/subscription.ts';
import { wordsOf } from './words.ts';

const ID = '0f3e2d1c-0000-4000-8000-000000000001';
const LINK = `https://app.circleci.com/pipelines/gh/acme/web/12/workflows/${ID}`;

describe('approve, rerun, cancel', () => {
  const parse = (text: string) => parseTarget(wordsOf(text), ['failed']);

  test.each<[string, object]>([
    ['', { kind: 'channel' }],
    ['#128', { kind: 'number', number: 128 }],
    ['＃128', { kind: 'number', number: 128 }],
    ['128', { kind: 'number', number: 128 }],
    [`<${LINK}>`, { kind: 'link', url: { kind: 'workflow', workflowId: ID, slug: 'gh/acme/web' } }],
    [`<${LINK}/jobs/7|a job>`, { kind: 'link', url: { kind: 'job', jobNumber: 7 } }],
  ])('%s', (text, target) => {
    expect(parse(text)).toMatchObject({ target });
  });

  test.each(['--failed', '—failed', '–failed', '-failed', '--FAILED', '−−failed'.replaceAll('−−', '−')])(
    'understands the option as phones write it: %s',
    (text) => {
      const args = parse(`#3 ${text}`);
      expect('options' in args && [...args.options]).toEqual(['failed']);
    },
  );

  test.each<[string, object]>([
    ['#0', { mistake: 'not-a-target' }],
    ['web', { mistake: 'not-a-target', word: 'web', nearest: [] }],
    ['failed', { mistake: 'not-a-target', nearest: ['--failed'] }],
    ['https://example.com/x', { mistake: 'not-a-circleci-link' }],
    ['--faild', { mistake: 'unknown-option', word: '--faild', nearest: ['--failed'] }],
    ['--ssh', { mistake: 'unknown-option', nearest: [] }],
    ['#1 #2', { mistake: 'unexpected-word', word: '#2' }],
  ])('refuses %s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });
});

describe('subscribe', () => {
  const parse = (text: string) => parseSubscribe(wordsOf(text, { isList: isListKey }));

  test.each<[string, object]>([
    ['web', { project: 'web', filter: { ...USUAL }, dryRun: false }],
    ['web branch:main,release/*', { filter: { branches: ['main', 'release/*'] } }],
    ['web branch:main branches:main,dev', { filter: { branches: ['main', 'dev'] } }],
    ['web workflow:"build and test",deploy', { filter: { workflows: ['build and test', 'deploy'] } }],
    ['web author:"Doe, Ann"', { filter: { authors: ['Doe, Ann'] } }],
    [
      'web author:ben,!"Doe, Ann",“O’Hara, Pat”',
      { filter: { authors: ['ben', '!Doe, Ann', 'O’Hara, Pat'] } },
    ],
    ['web author:"a \\"b\\", c"', { filter: { authors: ['a "b", c'] } }],
    ['web author:*[bot]', { filter: { authors: ['*[bot]'] } }],
    ['web tag:v[0-9]*.[0-9]*.[0-9]*', { filter: { tags: ['v[0-9]*.[0-9]*.[0-9]*'] } }],
    ['web branch:main、dev', { filter: { branches: ['main', 'dev'] } }],
    ['branch=main web', { project: 'web', filter: { branches: ['main'] } }],
    ['web branch:default,!dependabot/**', { filter: { branches: ['default', '!dependabot/**'] } }],
    ['web tag:v* job:deploy', { filter: { tags: ['v*'], jobs: ['deploy'] } }],
    ['web author:ana,!ben bots:out', { filter: { authors: ['ana', '!ben'], bots: false } }],
    ['web bot:no bots:in', { filter: { bots: true } }],
    ['web outcome:failed,on-hold', { filter: { outcomes: ['failed', 'on_hold'] } }],
    ['web outcomes:Cancelled,failure', { filter: { outcomes: ['failed', 'canceled'] } }],
    ['web outcome:broken,fixed', { filter: { outcomes: ['fixed', 'broken'] } }],
    ['web outcome:all', { filter: { outcomes: ['all'] } }],
    ['web outcome:failed,all', { filter: { outcomes: ['all'] } }],
    ['web outcome：failed', { filter: { outcomes: ['failed'] } }],
    ['github/acme/*', { project: 'gh/acme/*' }],
    ['gh/acme/web-* --dry-run', { project: 'gh/acme/web-*', dryRun: true }],
    ['<https://app.circleci.com/pipelines/gh/acme/web>', { filter: { branches: [] } }],
  ])('%s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ['', { mistake: 'project-missing' }],
    ['branch:main', { mistake: 'project-missing' }],
    ['web main', { mistake: 'unexpected-word', word: 'main' }],
    ['web branch:', { mistake: 'empty-value', word: 'branch:' }],
    ['web branch:,', { mistake: 'empty-value' }],
    ['web brnch:main', { mistake: 'unknown-filter', nearest: ['branch:main'] }],
    ['web label:ana', { mistake: 'unknown-filter', nearest: [] }],
    ['web auther:ana', { mistake: 'unknown-filter', nearest: ['author:ana'] }],
    ['web branch:!', { mistake: 'empty-value', word: 'branch:!' }],
    [
      'web branch:^release/.*$',
      { mistake: 'pattern-regex', nearest: ['branch:release/*', 'branch:release/**'] },
    ],
    ['web branch:main,(a|b)', { mistake: 'pattern-regex', word: 'branch:(a|b)', nearest: ['branch:a,b'] }],
    ['web tag:v..1', { mistake: 'pattern-git', word: 'tag:v..1' }],
    ['web job:"smoke "', { mistake: 'pattern-padded', nearest: ['job:smoke'] }],
    ['web branch:main,!main', { mistake: 'pattern-contradiction', word: 'branch:main' }],
    ['web author:<@U0BEN00002|ben>', { mistake: 'author-mention', nearest: ['mine:on'] }],
    ['web author:@ben', { mistake: 'author-mention' }],
    ['web bots:some', { mistake: 'unknown-bots', nearest: ['bots:out', 'bots:in'] }],
    ['web outcome:fxied', { mistake: 'unknown-outcome', nearest: ['outcome:fixed'] }],
    ['web --dry-rum', { mistake: 'unknown-option', nearest: ['--dry-run'] }],
    ['acme/*', { mistake: 'project-glob', nearest: ['gh/acme/*'] }],
    ['*', { mistake: 'project-glob', nearest: ['gh/ORGANIZATION/*'] }],
    ['gh/*/web', { mistake: 'project-glob' }],
    ['web outcome:faild', { mistake: 'unknown-outcome', word: 'faild', nearest: ['outcome:failed'] }],
    ['web outcome:constructor', { mistake: 'unknown-outcome' }],
    ['web --all', { mistake: 'unknown-option' }],
    [`web branch:${'x,'.repeat(MOST_PATTERNS + 1)}`, { mistake: 'too-many-patterns', max: MOST_PATTERNS }],
    [`web branch:${'x'.repeat(256)}`, { mistake: 'too-many-patterns' }],
  ])('refuses %s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });
});

describe('use', () => {
  const parse = (text: string) => parseUse(wordsOf(text));

  test.each<[string, object]>([
    ['', { project: null, language: null }],
    ['web', { project: 'web', language: null }],
    ['language:ja', { project: null, language: 'ja' }],
    ['web Lang:EN', { project: 'web', language: 'en' }],
    ['language=日本語', { language: 'ja' }],
    ['language:ja-JP gh/acme/web', { project: 'gh/acme/web', language: 'ja' }],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual({ project: null, language: null, ...expected });
  });

  test.each<[string, object]>([
    ['web main', { mistake: 'unexpected-word', word: 'main' }],
    ['language:de', { mistake: 'unknown-language', word: 'de' }],
    ['language:__proto__', { mistake: 'unknown-language' }],
    ['language:', { mistake: 'empty-value' }],
    ['langauge:ja', { mistake: 'unexpected-word', nearest: ['language:ja'] }],
    ['--help', { mistake: 'unknown-option' }],
  ])('refuses %s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });
});

describe('status', () => {
  const parse = (text: string) => parseStatus(wordsOf(text));

  test.each<[string, object]>([
    ['', { names: [], ref: null }],
    ['web main', { names: ['web', 'main'] }],
    ['web tag:v1', { names: ['web'], ref: { tag: 'v1' } }],
    [`<${LINK}>`, { link: { kind: 'workflow', workflowId: ID }, text: LINK }],
    ['<https://app.circleci.com/pipelines/gh/acme/web> main', { names: [expect.any(String), 'main'] }],
  ])('%s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    [`${LINK} main`, { mistake: 'two-refs', second: 'main' }],
    [`${LINK} tag:v1`, { mistake: 'two-refs', second: 'tag:v1' }],
    ['https://example.com/', { mistake: 'not-a-circleci-link' }],
    ['web main x', { mistake: 'unexpected-word', word: 'x' }],
    ['web main branch:dev', { mistake: 'two-refs' }],
  ])('refuses %s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });
});

describe('commands of one word or none', () => {
  test('help', () => {
    expect(help.parse(wordsOf(''))).toEqual({ about: null });
    expect(help.parse(wordsOf('Run'))).toEqual({ about: 'run' });
    expect(help.parse(wordsOf('aprove'))).toMatchObject({ nearest: ['/circleci help approve'] });
    expect(help.parse(wordsOf('run web'))).toMatchObject({ mistake: 'unexpected-word', word: 'web' });
  });

  test('unsubscribe needs a project', () => {
    expect(unsubscribe.parse(wordsOf(''))).toEqual({ mistake: 'project-missing' });
    expect(unsubscribe.parse(wordsOf('web'))).toEqual({ project: 'web' });
  });

  test('subscriptions takes nothing', () => {
    expect(subscriptions.parse(wordsOf(''))).toEqual({});
    expect(subscriptions.parse(wordsOf('all'))).toMatchObject({ mistake: 'unexpected-word' });
  });
});

test('a link in angle brackets that a person typed is a link', () => {
  const typed = `&lt;${LINK}|here&gt;`;
  expect(parseStatus(wordsOf(typed))).toMatchObject({ link: { workflowId: ID } });
  expect(parseTarget(wordsOf(typed), [])).toMatchObject({
    target: { kind: 'link', url: { workflowId: ID } },
  });
});
