import { hash } from 'node:crypto';

/** What the first entry takes for the hash of the one before it. */
export const GENESIS = '0'.repeat(64);

/** The end of a log, as `audit verify` prints it. */
export interface Head {
  readonly seq: number;
  /** SHA-256, 64 hex digits. */
  readonly hash: string;
}

/** @returns the hash of an entry: SHA-256 over the hash before, its number and its body, with line feeds between */
export function entryHash(previous: string, seq: number, body: string): string {
  return hash('sha256', `${previous}\n${seq}\n${body}`, 'hex');
}

/** @returns a head as a person can keep it, `12:ab34…` */
export function headText({ seq, hash: digest }: Head): string {
  return `${seq}:${digest}`;
}

/** @returns the head that was kept, or null when it is none */
export function parseHead(text: string): Head | null {
  const [, seq, digest] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq === undefined || digest === undefined ? null : { seq: Number(seq), hash: digest };
}
