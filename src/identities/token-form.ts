/** Personal and project tokens in their present form. Source: CircleCI docs, "Managing API tokens". */
const CIRCLECI_TOKEN = /\bCCI(?:PAT|PRJ)_\w{4,}/;
const SLACK_TOKEN = /\bxox[a-z]-[\w-]{6,}|\bxapp-[\w-]{6,}/;
/** Tokens made before 2023 are 40 hex digits, as the names of commits are. */
const OLD_TOKEN = /^[0-9a-f]{40}$/i;

/**
 * @param text what was typed after `/circleci`
 * @returns true when there is a token in it; 40 hex digits only where no commit can stand
 */
export function holdsToken(text: string): boolean {
  if (CIRCLECI_TOKEN.test(text) || SLACK_TOKEN.test(text)) return true;
  const [first = '', second = '', ...more] = text.trim().split(/\s+/);
  if (first.toLowerCase() === 'connect') return second !== '' || more.length > 0;
  return OLD_TOKEN.test(first);
}

export type TokenProblem = 'no-token' | 'project-token';

/** @returns what is wrong with it as far as can be seen, or null */
export function tokenProblem(token: string): TokenProblem | null {
  if (token.startsWith('CCIPRJ_')) return 'project-token';
  return /^[\x21-\x7e]{8,500}$/.test(token) ? null : 'no-token';
}
