import type { UserSetup } from '../../simulators/circleci/options.ts';
import { ADA, BEN } from './bot.ts';

/** People of the Slack simulator who have a CircleCI user and a token. */
export const ADAS = {
  id: 'aaaaaaaa-0000-4000-8000-00000000000a',
  login: 'ada-l',
  name: 'Ada Lovelace',
  token: 'CCIPAT_adasowntoken_0123456789abcdef',
} as const satisfies UserSetup & { token: string };
export const BENS = {
  id: 'bbbbbbbb-0000-4000-8000-00000000000b',
  login: 'ben-f',
  name: 'Ben Franklin',
  token: 'CCIPAT_bensowntoken_0123456789abcdef',
} as const satisfies UserSetup & { token: string };

export const TOKENS: Readonly<Record<string, typeof ADAS | typeof BENS>> = { [ADA]: ADAS, [BEN]: BENS };

/** @returns a value for ENCRYPTION_KEYS: the same key for the same letter */
export function keys(...letters: readonly string[]): string {
  return letters.map((letter) => `key-${letter}:${Buffer.alloc(32, letter).toString('base64')}`).join(',');
}
