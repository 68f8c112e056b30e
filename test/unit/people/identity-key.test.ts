import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { emailKey, identityKey, isNoreply, loginKey } from '../../../src/people/identity-key.ts';

describe('what people write for themselves', () => {
  it.each([
    ['Ada-Quill', 'ada-quill'],
    ['@ada', 'ada'],
    [' ada_q.x ', 'ada_q.x'],
    ['森', '森'],
    ['Ada@Example.com', 'ada@example.com'],
    ['ada+ci@mail.example.org', 'ada+ci@mail.example.org'],
    [['12345+Ada-Q', 'users.noreply.github.com'].join('@'), 'ada-q'],
    [['ada-q', 'users.noreply.github.com'].join('@'), 'ada-q'],
  ])('%s is %s', (text, key) => {
    expect(identityKey(text)).toBe(key);
  });

  it.each([
    '',
    '@',
    'ada quill',
    'ada@',
    '@ada@example.com',
    'a@b@example.com',
    'dependabot[bot]',
    '<!channel>',
    '<@U123>',
    `ada${String.fromCharCode(0)}`,
    'ada\nben',
    '\u202eada',
    '../../x',
    'x'.repeat(101),
    `${'x'.repeat(65)}@example.com`,
    `a@${'x'.repeat(300)}.example.com`,
    "'; drop table people_links; --",
    '<script>@example.com',
  ])('%j is nobody', (text) => {
    expect(identityKey(text)).toBeNull();
  });
});

test('addresses at which nobody reads are not asked for', () => {
  const noreply = ['noreply@example.com', 'no-reply@example.com', 'x.noreply@example.com'];
  expect(noreply.filter(isNoreply)).toEqual(noreply);
  expect(['ada@example.com', 'noreplyfan@example.com'].filter(isNoreply)).toEqual([]);
});

test('a key is its own key, and has nothing in it that Slack would read', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.string()), (text) => {
      for (const key of [identityKey(text), emailKey(text), loginKey(text)]) {
        if (key === null) continue;
        expect(key).not.toMatch(/[<>\s`\p{C}]/u);
        expect(identityKey(key)).toBe(key.includes('@') ? (identityKey(key) ?? 'none') : key);
      }
    }),
  );
});
