import { expect, it } from 'vitest';
import { NO_IDENTITIES } from '../../../src/domain/pipeline-identities.ts';
import { botOf, isBot } from '../../../src/subscriptions/bots.ts';
import { problemsOf } from '../../support/config.ts';

it.each([
  'WhiteSource Renovate',
  'Mend Renovate',
  'GitHub Actions',
  'github-actions[bot]',
  'Scala Steward',
  'scala_steward',
  'Dependabot',
  'renovate[bot]',
  'Renovate Bot',
  'acme-bot',
  'pre-commit-ci[bot]',
  '49699333+dependabot[bot]@users.noreply.github.com',
  '41898282+github-actions[bot]@users.noreply.github.com',
  '29139614+Renovate[BOT]@users.noreply.github.com',
  'bot@renovate.example.com',
  'project_42_bot_4ffca233d8298ea1',
  'project_42_bot_4ffca233d8298ea1@noreply.gitlab.example.com',
  'group_109_bot',
  'project1_bot',
  'project_7_bot1@example.com',
])('%s is a bot', (name) => {
  expect(isBot(name)).toBe(true);
  expect(isBot(` ${name.toUpperCase()} `)).toBe(true);
});

it.each([
  'Ada Quill',
  'Robin Abbot',
  'botond',
  'Bottega',
  'ada.quill@example.com',
  '1234567+ada-quill@users.noreply.example.com',
  'robot@example.com',
  'project_bottle',
  '[bot]ada',
  '',
])('“%s” is none', (name) => {
  expect(isBot(name)).toBe(false);
});

const by = (commitAuthor: string | null, identities = {}, triggerActor: string | null = null) => ({
  commitAuthor,
  triggerActor,
  identities: { ...NO_IDENTITIES, ...identities },
});

it('is told by what the provider says of the author, and shown by the name', () => {
  const authorEmail = '49699333+dependabot[bot]@users.noreply.github.com';
  expect(botOf(by('Kim', { authorEmail }))).toBe('Kim');
  expect(botOf(by(null, { authorEmail }))).toBe('bot');
  expect(botOf(by('Ada', { authorLogin: 'renovate[bot]' }))).toBe('Ada');
  expect(botOf(by('Ada', { actorLogin: 'acme-bot' }))).toBe('acme-bot');
  expect(botOf(by('Ada', {}, 'GitHub Actions'))).toBe('GitHub Actions');
  expect(botOf(by('Ada', { authorEmail: 'ada@example.com', authorLogin: 'ada' }, 'ada'))).toBeNull();
});

it('may be one that the operator names, with any letters', () => {
  const globs = ['Release Manager', '*@ci.example.com'];
  expect(botOf(by('release manager'), globs)).toBe('release manager');
  expect(botOf(by('Kim', { authorEmail: 'builder@CI.example.com' }), globs)).toBe('Kim');
  expect(botOf(by('Kim', { authorEmail: 'kim@example.com' }), globs)).toBeNull();
});

it('a pattern with too many wildcards is refused when the bot starts', () => {
  expect(problemsOf({ BOT_AUTHORS: 'a*b*c*d*' }).join()).toContain('BOT_AUTHORS must hold patterns');
});
