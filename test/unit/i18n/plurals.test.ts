import { expect, test } from 'vitest';
import { catalogueTexts } from './support/catalogue-texts.ts';

const NOUNS =
  'approvals|branches|cards|characters|commits|contexts|days|digests|hours|jobs|letters|links|locks|mentions|messages|minutes|names|people|pipelines|presets|projects|rules|runs|secrets|steps|tests|times|values|wildcards|workflows';
/** `1 runs`, `1 of 1 jobs`, `1 more failed jobs`, `1 are`. */
const WRONG = new RegExp(
  `\\b1\\*? (?:(?:(?:more|failed|dead|earlier|first|of|the|1) )*(?:${NOUNS})\\b|(?:are|were|wait|have|do)\\b)`,
  'i',
);

/** Limits of the program, which are never 1. */
const LIMITS = /mistakes\.|problems\.|tooMany|too-many|delegate\.howLong|preset\./;
/** Their argument is a name, and the word after it a verb. */
const NAMES = new Set(['buttons.rerunText', 'subscriptions.why.nobody-known', 'subscriptions.why.not-mine']);
/** Whether it is one is told apart by a second argument, as where the count is written already. */
const args = (index: number) => (index === 0 ? '1' : 1);

test.each(['as text', 'as a number'])('one of something is in the singular, given %s', (how) => {
  const texts = catalogueTexts((_, index) => (how === 'as text' ? '1' : args(index)));
  const wrong = texts.filter(
    ({ locale, path, text }) => locale === 'en' && !LIMITS.test(path) && !NAMES.has(path) && WRONG.test(text),
  );
  expect(wrong.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
});
