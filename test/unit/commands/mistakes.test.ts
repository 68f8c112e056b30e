import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/commands/registry.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import { messages } from '../../../src/i18n/index.ts';
import { helpFor, helpOverview } from '../../../src/views/help.ts';
import { type Mistake, mistakeText, plainStatement } from '../../../src/views/help-mistake.ts';
import { COMMAND_NAMES } from '../../../src/views/help-names.ts';
import { wordsOf } from './words.ts';

const HOSTILE = '<!channel>*`&_~';
const word = HOSTILE;
const MISTAKES: readonly Mistake[] = [
  { mistake: 'unknown-command', word, nearest: ['/circleci run'] },
  { mistake: 'unclosed-quote', word, nearest: ['note="two words"'] },
  { mistake: 'quote-within', word, nearest: ['note=\'["a", "b"]\''] },
  { mistake: 'unclosed-bracket', word },
  { mistake: 'curly-json', word, nearest: ['note=["a"]'] },
  { mistake: 'pattern-regex', word, nearest: ['branch:release/*', 'branch:release/**'] },
  { mistake: 'pattern-git', word },
  { mistake: 'pattern-padded', word },
  { mistake: 'pattern-contradiction', word },
  { mistake: 'ref-name', word },
  { mistake: 'author-mention', word, nearest: ['mine:on'] },
  { mistake: 'not-a-person', word },
  { mistake: 'a-group', word },
  { mistake: 'a-person', word },
  { mistake: 'a-channel', word },
  { mistake: 'unexpected-word', word },
  { mistake: 'unknown-option', word, nearest: ['--failed'] },
  { mistake: 'project-unknown', word, nearest: ['gh/acme/web', 'gh/acme/api'] },
  { mistake: 'project-ambiguous', word, nearest: [] },
  { mistake: 'not-a-circleci-link', word },
  { mistake: 'not-a-target', word },
  { mistake: 'link-not-found', word },
  { mistake: 'number-not-found', word },
  { mistake: 'empty-value', word },
  { mistake: 'parameter-without-key', word },
  { mistake: 'parameter-repeated', word },
  { mistake: 'unknown-filter', word },
  { mistake: 'unknown-outcome', word },
  { mistake: 'unknown-bots', word },
  { mistake: 'unknown-switch', word },
  { mistake: 'unknown-person', word },
  { mistake: 'not-an-identity', word },
  { mistake: 'unknown-zone', word, nearest: ['quiet=22:00-07:00@Asia/Tokyo'] },
  { mistake: 'quiet-form', word },
  { mistake: 'quiet-always', word },
  { mistake: 'digest-form', word, nearest: ['digest=daily'] },
  { mistake: 'budget-form', word },
  { mistake: 'urgent-form', word, nearest: ['urgent=failed'] },
  { mistake: 'remind-form', word, nearest: ['remind=2h,8h'] },
  { mistake: 'escalate-form', word },
  { mistake: 'expire-form', word, nearest: ['expire=7d'] },
  { mistake: 'project-glob', word },
  { mistake: 'unknown-language', word },
  { mistake: 'two-refs', first: word, second: word },
  { mistake: 'parameter-key-too-long', word: word.repeat(100), max: 128 },
  { mistake: 'parameter-value-too-long', word, max: 512 },
  { mistake: 'too-many-patterns', word, max: 20 },
  { mistake: 'too-many-parameters', max: 100 },
  { mistake: 'project-missing' },
  { mistake: 'needs-channel' },
  { mistake: 'link-missing' },
];

test('every mistake of the catalogue is here', () => {
  expect(MISTAKES.map(({ mistake }) => mistake).sort()).toEqual(
    Object.keys(messages('en').commands.mistakes).sort(),
  );
});

describe.each(LOCALES)('in %s', (locale) => {
  test.each(MISTAKES)('$mistake', (mistake) => {
    const text = mistakeText(mistake, 'run', locale);
    expect(text).toMatchSnapshot();
    expect(text).not.toMatch(/<[!@#h]/);
    expect(text.length).toBeLessThan(1_000);
    expect(text).toContain(messages(locale).commands.help.run.examples.at(-1)?.slice(0, 20));
    expect(plainStatement(mistake, locale)).not.toMatch(/`|&amp;|&lt;/);
  });

  test('help fits into a message and names every command', () => {
    const overview = helpOverview(locale);
    expect(overview.length).toBeLessThan(3_900);
    for (const name of COMMAND_NAMES) {
      expect(overview).toContain(`/circleci ${name}`);
      expect(helpFor(name, locale)).toContain(`/circleci ${name}`);
      expect(helpFor(name, locale).length).toBeLessThan(3_000);
    }
    expect(helpFor('run', locale)).toMatchSnapshot();
  });

  test.each(COMMAND_NAMES)('every example of %s is understood by it', (name) => {
    for (const example of messages(locale).commands.help[name].examples) {
      expect(example.startsWith(`/circleci ${name}`)).toBe(true);
      // As Slack sends what it offered after the `@`.
      const sent = example.replaceAll(/(?<= )@\w+/g, '<@U0ADA00001>');
      const words = wordsOf(sent.slice(`/circleci ${name}`.length), commands[name].style);
      expect(commands[name].parse(words)).not.toHaveProperty('mistake');
    }
  });
});
