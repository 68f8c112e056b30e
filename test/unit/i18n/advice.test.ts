import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/commands/registry.ts';
import { isMistake } from '../../../src/views/help-mistake.ts';
import { wordsOf } from '../commands/words.ts';
import { catalogueTexts } from './support/catalogue-texts.ts';

/** What people put in the place of a placeholder. */
const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  [/(?:NAME|名前) …/g, 'deploy-staging web main'],
  [/PROJECT|プロジェクト/g, 'web'],
  [/LINK|リンク/g, 'https://app.circleci.com/pipelines/github/acme/web/128'],
  [/BRANCH|ブランチ/g, 'main'],
  [/NAME|名前/g, 'deploy-staging'],
  [/REASON|理由/g, 'because'],
  [/#?NUMBER|#?番号/g, '#128'],
  [/@(?:person|メンバー)/g, '<@U0ADA00001>'],
  // As Slack sends a mention.
  [/ @(?:ada|ben)\b/g, ' <@U0ADA00001>'],
  [/ …$/g, ' outcome:failed'],
  [/…/g, 'because'],
];

/** Every `/circleci …` that a text of either language gives between backticks. */
const advised = catalogueTexts((_, index) => `‹${index}›`).flatMap(({ locale, path, text }) =>
  [...text.matchAll(/`(\/circleci [^`]+)`/g)].map(([, command = '']) => ({ locale, path, command })),
);

/** The examples of the help say what they mean without placeholders. */
const examples = catalogueTexts((_, index) => `‹${index}›`)
  .filter(({ path }) => /^commands\.help\..*\.examples\./.test(path))
  .map(({ locale, path, text }) => ({ locale, path, command: text }));

describe('a command that the bot advises', () => {
  test('there are some', () => {
    expect(advised.length).toBeGreaterThan(40);
    expect(examples.length).toBeGreaterThan(60);
  });

  test.each([...advised, ...examples])('$locale $path: $command is understood as typed', ({ command }) => {
    const typed = PLACEHOLDERS.reduce((text, [from, to]) => text.replace(from, to), command);
    const [, name = '', rest = ''] = /^\/circleci (\S+) ?(.*)$/s.exec(typed) ?? [];
    const found = Object.values(commands).find((one) => one.name === name);
    expect(found, typed).toBeDefined();
    const words = wordsOf(rest, found?.style);
    const parsed = found?.parse(words);
    expect(isMistake(parsed ?? {}), `${typed}: ${JSON.stringify(parsed)}`).toBe(false);
  });
});
