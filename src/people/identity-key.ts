/**
 * The forms in which logins and e-mail addresses are compared: in lower case, as no version control tells `Ada` from
 * `ada`. What is neither has no key and belongs to nobody.
 */

const EMAIL = /^[^\s@<>"(),:;\\[\]`\p{C}]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/u;
/** Letters, digits and what GitHub, GitLab and Bitbucket allow between them; no `[bot]`. */
const LOGIN = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,98}[\p{L}\p{N}_-])?$/u;
/** Source: GitHub docs, "Setting your commit email address": with and without the account's number. */
const NOREPLY = /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/;

/** @returns the address, or null when it is none */
export function emailKey(text: string | null): string | null {
  const key = text?.trim().toLowerCase() ?? '';
  return key.length <= 254 && EMAIL.test(key) ? key : null;
}

/** @returns the login, or null when it is none */
export function loginKey(text: string | null): string | null {
  const key = text?.trim().replace(/^@/, '').toLowerCase() ?? '';
  return LOGIN.test(key) ? key : null;
}

/** @returns the login that an address of GitHub's stands for which takes no mail, null for other addresses */
export function loginOfNoreply(email: string): string | null {
  return loginKey(NOREPLY.exec(email)?.[1] ?? null);
}

/** @returns an address or a login, whichever it is; an address that only stands for a login is that login */
export function identityKey(text: string): string | null {
  const email = text.includes('@', 1) ? emailKey(text) : null;
  return email === null ? (text.includes('@', 1) ? null : loginKey(text)) : (loginOfNoreply(email) ?? email);
}

/** @returns true when nobody reads mail there, so that nobody in Slack has it either */
export function isNoreply(email: string): boolean {
  return /(?:^|[.+-])no-?reply(?:[.@]|$)|@users\.noreply\./.test(email);
}
