import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CircleCIError } from '../../../src/api/index.ts';
import { redact, redactCause } from '../../../src/api/redact.ts';

const secret = fc.string({ unit: 'binary', minLength: 8, maxLength: 60 });

describe('redact', () => {
  it('leaves no secret in any text, plain, URL-encoded or Base64', () => {
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, token, after) => {
        fc.pre(!'[redacted]'.includes(token));
        const said = redact(`${before}${token}${after}`, [token]);
        expect(said.includes(token) && !`${before}[redacted]${after}`.includes(token)).toBe(false);
        const header = Buffer.from(`${token}:`).toString('base64');
        expect(redact(`Basic ${header}`, [token])).not.toContain(header);
        const plain = Buffer.from(token).toString('base64');
        expect(redact(`is ${plain}`, [token])).not.toContain(plain);
      }),
    );
  });

  it('leaves everything else as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('CCIP')),
        (text) => {
          expect(redact(text, ['', 'a-secret-that-is-not-there'])).toBe(text);
        },
      ),
    );
  });

  it('knows the form of CircleCI’s tokens', () => {
    expect(redact('used CCIPAT_Ab1_99ff and CCIPRJ_x_1.', [])).toBe('used [redacted] and [redacted].');
  });
});

describe('redactCause', () => {
  it('keeps a cause in which nothing is secret', () => {
    const cause = new Error('connect ECONNREFUSED');
    expect(redactCause(cause, ['top-secret'])).toBe(cause);
    expect(redactCause(undefined, ['top-secret'])).toBeUndefined();
  });

  it('replaces one whose message, fields or own cause could tell', () => {
    const withField = Object.assign(new Error('bad'), { headers: { 'circle-token': 'top-secret' } });
    const nested = new Error('outer', { cause: new Error('top-secret') });
    for (const cause of [new Error('with top-secret'), withField, nested]) {
      const clean = redactCause(cause, ['top-secret']);
      expect(clean).not.toBe(cause);
      const error = new CircleCIError({
        code: 'unavailable',
        endpoint: 'users.me',
        problem: 'x',
        cause,
        secrets: ['top-secret'],
      });
      expect(JSON.stringify([error.cause, (error.cause as Error).stack, error.message])).not.toContain(
        'top-secret',
      );
    }
  });
});
