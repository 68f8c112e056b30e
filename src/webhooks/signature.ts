import { createHmac, timingSafeEqual } from 'node:crypto';

const DIGEST_HEX = /^[0-9a-f]{64}$/i;

/**
 * Whether a delivery was signed with one of our secrets: HMAC-SHA256 with the secret's UTF-8 bytes as the key,
 * over the body exactly as it was sent. Takes as long for a wrong secret as for a right one, and the same
 * for each of several. Source: CircleCI docs, outbound webhooks, "Validate webhooks".
 *
 * @param rawBody the bytes before any decoding
 * @param header the `circleci-signature` header, such as `v1=<hex>,v2=…`
 * @param secrets every secret that is valid now; more than one while rotating
 */
export function verifySignature(
  rawBody: Buffer,
  header: string | undefined,
  secrets: readonly string[],
): boolean {
  const claimed = header === undefined ? null : claimedDigest(header);
  if (claimed === null) return false;
  let valid = false;
  for (const secret of secrets) {
    const digest = createHmac('sha256', secret).update(rawBody).digest();
    // No early exit: the time taken must not tell which secret fits.
    if (timingSafeEqual(digest, claimed)) valid = true;
  }
  return valid;
}

/**
 * @returns the 32 bytes claimed for scheme `v1`; null when there is none, more than one, or no digest. Other
 * schemes are passed over: there are none yet, and one we do not know proves nothing.
 */
export function claimedDigest(header: string): Buffer | null {
  const claims = header.split(',').flatMap((part) => {
    const equals = part.indexOf('=');
    return equals !== -1 && part.slice(0, equals).trim() === 'v1' ? [part.slice(equals + 1).trim()] : [];
  });
  const [claim] = claims;
  if (claims.length !== 1 || claim === undefined || !DIGEST_HEX.test(claim)) return null;
  return Buffer.from(claim, 'hex');
}
