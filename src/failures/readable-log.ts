import { clean } from '../views/mrkdwn.ts';
import { maskSecrets } from './mask-secrets.ts';
import { stripAnsi } from './strip-ansi.ts';

/** More is not looked at: the end of a text is what tells why. UTF-16 units. */
const MOST_READ = 1_000_000;

/**
 * What a job printed, fit to be shown. The order matters: a colour in the middle of a token, or a character that
 * cannot be seen, would hide it from the masking and vanish afterwards.
 *
 * @param text raw; of a very long one only the end
 * @param isCut true when its beginning is missing: half a secret at the cut would have no shape, so it goes
 */
export function readableLog(text: string, isCut = false): string {
  const plain = clean(stripAnsi(text.slice(-MOST_READ)));
  const whole = isCut || text.length > MOST_READ ? plain.replace(/^\S+/, '…') : plain;
  return maskSecrets(whole);
}

/**
 * @param text readable, see {@link readableLog}
 * @returns its last lines that are not blank at the ends: at most `lines` of them and `characters` UTF-16 units
 */
export function lastLines(text: string, lines: number, characters: number): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of text.trimEnd().split('\n').reverse()) {
    length += line.length + 1;
    if (kept.length === lines || (length > characters && kept.length > 0)) break;
    kept.push(line.length > characters ? `…${line.slice(-characters + 1)}`.toWellFormed() : line);
  }
  return kept.reverse().join('\n').replace(/^\n+/, '').trimEnd();
}
