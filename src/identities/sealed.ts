import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptionKey } from '../domain/encryption-keys.ts';

/** Whose secret it is. It is bound to them: moved to another person's row, it cannot be opened. */
export interface Owner {
  readonly teamId: string;
  readonly userId: string;
  /** Of the CircleCI it is for. */
  readonly host: string;
}

export interface Sealed {
  /** Which key opens it. */
  readonly keyId: string;
  /** Base64 of nonce, ciphertext and tag. */
  readonly sealed: string;
}

/**
 * `no-key`: none of the configured keys has that name. `wrong-key`: the key of that name is another one, or what is
 * stored is not what was written.
 */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
  readonly code: 'no-key' | 'wrong-key';

  constructor(code: 'no-key' | 'wrong-key', keyId: string) {
    super(
      code === 'no-key'
        ? `ENCRYPTION_KEYS has no key called ${keyId.slice(0, 32)}`
        : `the key ${keyId.slice(0, 32)} of ENCRYPTION_KEYS does not open what is stored`,
    );
    this.code = code;
  }
}

const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D: 96 random bits. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with the first key. @throws RangeError when there is none */
export function seal(keys: readonly EncryptionKey[], owner: Owner, secret: string): Sealed {
  const [first] = keys;
  if (first === undefined) throw new RangeError('there is no key to encrypt with');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, first.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bound(owner, first.id));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return {
    keyId: first.id,
    sealed: Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64'),
  };
}

/** @throws CannotOpen; it says nothing of the secret */
export function open(keys: readonly EncryptionKey[], owner: Owner, { keyId, sealed }: Sealed): string {
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) throw new CannotOpen('no-key', keyId);
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new CannotOpen('wrong-key', keyId);
  const decipher = createDecipheriv(ALGORITHM, key.key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(bound(owner, keyId));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    throw new CannotOpen('wrong-key', keyId);
  }
}

function bound({ teamId, userId, host }: Owner, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['circleci-chatops identity', 1, teamId, userId, host, keyId]));
}
