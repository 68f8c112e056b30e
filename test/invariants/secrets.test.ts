import { expect, it } from 'vitest';
import { files, findings } from './support/tree.ts';

const text = files(/^(?!package-lock\.json$|bench\/package-lock\.json$)/);

/** Shapes of real credentials. Invented ones in tests are short words such as `xoxb-1-bot`. */
const CREDENTIALS = new RegExp(
  [
    String.raw`xox[abp]-\d{9,}-\d{9,}-\w{20,}`,
    String.raw`xapp-\d-A[A-Z0-9]{8,}-\d{9,}-[0-9a-f]{32,}`,
    `CCI(?:PAT|PRJ)_[A-Za-z0-9]{16,}_[0-9a-f]{20,}`,
    String.raw`\bgh[pousr]_[A-Za-z0-9]{30,}`,
    String.raw`\bAKIA[A-Z0-9]{16}\b`,
    `-----BEGIN ${'[A-Z ]*'}PRIVATE KEY-----`,
    String.raw`hooks\.slack\.com/services/T\w{8,}/B\w{8,}/\w{20,}`,
  ].join('|'),
  'g',
);

/** Folders that exist on one machine only. `/root/` in pieces, so that this file does not match itself. */
const MACHINE_PATHS = new RegExp(
  String.raw`(?<![\w./-])/(?:${'root'}|${'work'}|Users|home/(?!node\b)\w+)/[\w.-]+`,
  'g',
);

/** Personal addresses: outside of documentation domains (RFC 2606) there are none. `git@` is no person. */
const EMAILS =
  /(?<![\w.+/:@-])(?!git@)[\w.+-]+@(?!(?:[\w-]+\.)*example(?:\.|\b)|(?:[\w-]+\.)+(?:test|invalid)\b)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?!\/)/gi;

const REGISTRIES = /"resolved": "https?:\/\/(?!registry\.npmjs\.org\/)[^"]+"/g;

it.each([
  ['no credentials', CREDENTIALS],
  ['no machine’s own paths', MACHINE_PATHS],
  ['no personal e-mail addresses', EMAILS],
])('the repository holds %s', (what, pattern) => {
  expect(findings(text, what, pattern)).toEqual([]);
});

it('the lock files name no registry of our own', () => {
  expect(findings(files(/package-lock\.json$/), 'a registry', REGISTRIES)).toEqual([]);
});

it.each([
  [CREDENTIALS, `xoxb-${'1'.repeat(12)}-${'2'.repeat(12)}-${'a'.repeat(24)}`],
  [CREDENTIALS, `CCIPAT_${'a'.repeat(22)}_${'0'.repeat(40)}`],
  [MACHINE_PATHS, `see ${['', 'root', 'x'].join('/')}`],
  [MACHINE_PATHS, `see ${['', 'home', 'ana', 'code'].join('/')}`],
  [EMAILS, ['ana', 'gmail.com'].join('@')],
])('the rule %s sees such a thing', (pattern, sample) => {
  expect(findings([{ path: 'x', text: sample }], '', pattern)).toHaveLength(1);
});

it.each([
  'ana@example.com',
  'ana@mail.example.org',
  'https://user:pw@db.internal/x',
  'vitest@5.1.1',
  'git@github.com:acme/shop.git',
])('the rule for addresses lets %s be', (sample) => {
  expect(findings([{ path: 'x', text: sample }], '', EMAILS)).toEqual([]);
});
