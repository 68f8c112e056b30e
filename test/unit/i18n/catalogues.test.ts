import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { messages } from '../../../src/i18n/index.ts';
import { ACTION } from '../../../src/views/action-ids.ts';

/** The sections of cards, buttons, outcomes and the App Home; commands and interactions have tests of their own. */
const SECTIONS = ['buttons', 'cards', 'digests', 'home', 'outcomes', 'statuses', 'subscriptions'] as const;

/** @returns every text of a section by its path; functions are called with their own path, so that it shows */
function texts(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const names = Array.from({ length: value.length }, (_, index) => `‹${index}›`);
    return [[path, String(value(...names))]];
  }
  return Object.entries(value ?? {}).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

const all = (locale: (typeof LOCALES)[number]) =>
  SECTIONS.flatMap((section) => texts(messages(locale)[section], section));

describe.each(LOCALES)('texts in %s', (locale) => {
  test('none is empty or has a hole', () => {
    for (const [path, text] of all(locale)) {
      expect(text.trim(), path).not.toBe('');
      expect(text, path).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  test('buttons of dialogs fit into Slack’s 30 characters, other fixed buttons into 75', () => {
    const { buttons, cards } = messages(locale);
    for (const text of [buttons.approve, buttons.cancelConfirm, buttons.rerunConfirm, buttons.notNow]) {
      expect(text.length).toBeLessThanOrEqual(30);
    }
    for (const text of [buttons.cancelWorkflow, buttons.rerun, cards.openPipeline]) {
      expect(text.length).toBeLessThanOrEqual(75);
    }
  });

  test('dialogs leave room for the names of workflow and pipeline within 300 characters', () => {
    const { buttons } = messages(locale);
    for (const say of [buttons.approveText, buttons.cancelText, buttons.rerunText]) {
      expect(say('', '').length).toBeLessThanOrEqual(160);
    }
  });
});

test('Japanese uses every value that English uses', () => {
  const japanese = new Map(all('ja'));
  for (const [path, text] of all('en')) {
    const values = [...text.matchAll(/‹\d›/g)].map(([value]) => value).sort();
    const translated = [...(japanese.get(path) ?? '').matchAll(/‹\d›/g)].map(([value]) => value).sort();
    expect(translated, path).toEqual(values);
  }
});

test('nothing was left in English', () => {
  const english = new Map(all('en'));
  const same = all('ja').filter(([path, text]) => text === english.get(path));
  expect(same.map(([path]) => path)).toEqual(['cards.holdEnded', 'cards.fallback', 'home.title']);
});

test('no two elements share an action id', () => {
  const ids = Object.values(ACTION);
  expect(new Set(ids).size).toBe(ids.length);
});
