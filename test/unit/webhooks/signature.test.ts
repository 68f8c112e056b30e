import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimedDigest, verifySignature } from '../../../src/webhooks/signature.ts';
import { sign } from '../../support/webhook-samples.ts';

const body = Buffer.from('an invented body, with ümlauts');

describe('verifySignature', () => {
  it.each([
    ['hello world', 'secret', '734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a'],
    ['lalala', 'another-secret', 'daa220016c8f29a8b214fbfc3671aeec2145cfb1e6790184ffb38b6d0425fa00'],
    ['foo', 'secret', '773ba44693c7553d6ee20f61ea5d2757a9a4f4a44d2841ae4e95b52e4cd62db4'],
  ])('takes CircleCI’s test vector %j', (text, secret, digest) => {
    expect(verifySignature(Buffer.from(text), `v1=${digest}`, [secret])).toBe(true);
    expect(verifySignature(Buffer.from(`${text} `), `v1=${digest}`, [secret])).toBe(false);
  });

  it('takes any of several secrets, first and last alike', () => {
    for (const secret of ['old', 'new']) {
      expect(verifySignature(body, sign(body, secret), ['old', 'new'])).toBe(true);
    }
    expect(verifySignature(body, sign(body, 'third'), ['old', 'new'])).toBe(false);
  });

  it('finds v1 among schemes it does not know', () => {
    const header = `v2=abc==, ${sign(body, 's')} ,v3=`;
    expect(verifySignature(body, header, ['s'])).toBe(true);
  });

  it.each([
    undefined,
    '',
    'v1',
    'v1=',
    'v1=00',
    `V1=${'0'.repeat(64)}`,
    `v11=${'0'.repeat(64)}`,
    `v1=${'0'.repeat(63)}`,
    `v1=${'0'.repeat(65)}`,
    `v1=${'g'.repeat(64)}`,
    `v1==${'0'.repeat(64)}`,
  ])('refuses %j', (header) => {
    expect(verifySignature(body, header, ['s'])).toBe(false);
  });

  it('refuses a good signature under another scheme’s name, and two claims of v1', () => {
    const good = sign(body, 's');
    expect(verifySignature(body, good.replace('v1', 'v2'), ['s'])).toBe(false);
    expect(verifySignature(body, `${good},v1=${'0'.repeat(64)}`, ['s'])).toBe(false);
    expect(verifySignature(body, good, [])).toBe(false);
  });

  it('never throws, and accepts nothing but the digest, whatever the header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        expect(verifySignature(body, header, ['s'])).toBe(false);
      }),
    );
  });

  it('holds for any body and secret, and not after one changed byte', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.string({ minLength: 1 }),
        fc.nat(),
        (bytes, secret, at) => {
          const sent = Buffer.from(bytes);
          const header = sign(sent, secret);
          expect(verifySignature(sent, header, [secret])).toBe(true);
          const changed = Buffer.from(sent);
          const index = at % changed.length;
          changed[index] = (changed[index] ?? 0) ^ 1;
          expect(verifySignature(changed, header, [secret])).toBe(false);
        },
      ),
    );
  });
});

describe('claimedDigest', () => {
  it('reads back any digest, whatever surrounds it', () => {
    const other = fc.string().filter((text) => !text.includes(','));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), other, (digest, junk) => {
        const hex = Buffer.from(digest).toString('hex');
        expect(claimedDigest(`x${junk}, v1=${hex}`)?.toString('hex')).toBe(hex);
      }),
    );
  });
});
