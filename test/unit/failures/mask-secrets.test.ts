import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MASK, maskSecrets } from '../../../src/failures/mask-secrets.ts';

/** Put together here, so that no scanner takes them for real ones. */
const made = (...parts: string[]) => parts.join('');
const letters = (length: number) => 'aB3dE6gH9jK2mN5pQ8'.repeat(20).slice(0, length);

describe('maskSecrets hides', () => {
  test.each([
    ['a GitHub token', made('ghp', '_', letters(36))],
    ['a fine-grained GitHub token', made('github', '_pat_', letters(60))],
    ['a GitLab token', made('glpat', '-', letters(20))],
    ['a CircleCI token', made('CCIPAT', '_', letters(22), '_', '0a'.repeat(20))],
    ['a Slack token', made('xoxb', '-1234567890-', letters(24))],
    ['a Slack webhook', made('https://hooks.slack', '.com/services/T0/B0/', letters(24))],
    ['an AWS key id', made('AKIA', 'QWERTYUIOPASDFGH')],
    ['a Google key', made('AIza', letters(35))],
    ['a Stripe key', made('sk', '_live_', letters(24))],
    ['an npm token', made('npm', '_', letters(36))],
    ['a PyPI token', made('pypi', '-', letters(60))],
    ['a Docker Hub token', made('dckr', '_pat_', letters(27))],
    ['a SendGrid key', made('SG', '.', letters(22), '.', letters(43))],
    ['a Vault token', made('hvs', '.', letters(24))],
    ['a JSON web token', made('eyJ', letters(20), '.', letters(40), '.', letters(43))],
    ['a key of hexadecimal digits', '9f86d081884c7d659a2feaa0c55ad015'],
    ['a key of base64', 'u2Fsd9GVkX1/8Qm3ZbTq0vYh+7LwKp4RsNcXeUoAj6I='],
    ['a password in an address', 'hunter2-secret', 'postgres://app:hunter2-secret@db.internal/shop'],
    ['a bearer', 'abcdefgh12345', 'curl -H "X: Bearer abcdefgh12345"'],
    ['a whole header', 'dXNlcjpwYXNz', '> Authorization: Basic dXNlcjpwYXNz'],
    ['cookies', 'sid=abc123; other=def', '< Set-Cookie: sid=abc123; other=def'],
    ['a password by its name', 'hunter2', 'DB_PASSWORD=hunter2'],
    ['a value in quotes', 'two words', 'export API_KEY="two words" && run'],
    ['a value in quotes with quotes in it', 'a\\"b', '{"client_secret": "a\\"b", "x": 1}'],
    ['a value whose quote never closes', 'one two three', "password='one two three"],
    ['a value of YAML', 'hunter2', 'secretKey: hunter2'],
    ['a value of an option', 'hunter2', 'deploy --api-token hunter2 --verbose'],
    ['a variable that ends in KEY', 'hunter2', 'STRIPE_KEY=hunter2'],
  ])('%s', (_what, secret, line = `using ${secret} now`) => {
    const masked = maskSecrets(`before\n${line}\nafter`);
    expect(masked).not.toContain(secret);
    expect(masked).toContain(MASK);
    expect(masked).toMatch(/^before\n[\s\S]*\nafter$/);
  });

  test('a private key, with and without its end', () => {
    const begin = `-----BEGIN ${'RSA PRIVATE'} KEY-----`;
    const key = [begin, letters(64), letters(64), `-----END ${'RSA PRIVATE'} KEY-----`].join('\n');
    expect(maskSecrets(`a\n${key}\nb`)).toBe(`a\n${MASK}\nb`);
    expect(maskSecrets(`a\n${begin}\nshort\nlines`)).toBe(`a\n${MASK}`);
  });
});

describe('maskSecrets leaves', () => {
  test.each([
    'AssertionError: expected 1800 to be 1900',
    '    at test/checkout.test.ts:57:23',
    'packages/web-shop/src/components/Checkout2/ApplyVoucher.test.tsx:12',
    '/home/node/project/node_modules/.pnpm/@vitest+runner@3/node_modules/@vitest/runner/dist/index.js',
    'appliesTheDiscountOfVersion2ForCustomersWhoAreLoggedIn',
    'HEAD is now at 4f2c1d9be07a35c86e11f0a2d7b9c3e4a5061728',
    'commit 4f2c1d9be07a35c86e11f0a2d7b9c3e4a5061728',
    `node@sha256:${'9f86d081884c7d65'.repeat(4)}`,
    '00000000-0000-4000-8000-00000000000a',
    'TypeError: token is undefined',
    'token: undefined',
    'password=',
    'DEPLOY_TOKEN=*****',
    'CircleCI shows ****, the bot *****',
    'restoring cache_key: v2-deps-main',
    '================================================================',
    '日本語のログ: 失敗しました',
  ])('%s', (line) => {
    expect(maskSecrets(line)).toBe(line);
  });
});

describe('for any text', () => {
  const secret = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9]{36}$/).map((tail) => made('ghp', '_', tail)),
    fc.stringMatching(/^[A-Za-z0-9-]{30}$/).map((tail) => made('xoxb', '-', tail)),
    fc.stringMatching(/^[a-f0-9]{31}$/).map((tail) => `a${tail}`.replace(/^(.{5})./, '$17')),
  );
  const filler = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[\w*]/g, '.')),
    fc.constantFrom(
      '\n',
      ' ',
      'token=',
      'password: ',
      '"',
      "'",
      '://',
      '@',
      '-----',
      'Bearer ',
      '<!channel>',
      '```',
    ),
  );
  const log = fc.array(fc.tuple(filler, secret, filler), { minLength: 1, maxLength: 8 });

  test('no secret with a shape is left, whatever stands around it', () => {
    fc.assert(
      fc.property(log, (parts) => {
        const masked = maskSecrets(parts.map((part) => `${part[0]} ${part[1]} ${part[2]}`).join(''));
        for (const [, hidden] of parts) expect(masked).not.toContain(hidden);
      }),
    );
  });
});
