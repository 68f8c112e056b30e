import type { Mistake } from '../views/help-mistake.ts';
import type { Word } from './tokens.ts';

/** Mentions in all forms: as Slack writes them, and as plain text where it did not recognize or escape them. */

/**
 * Which words of a command may mention a person: the first, any, or none. `login`: none, but a login may be written with
 * an `@` in front.
 */
export type People = 'first' | 'any' | 'login';

/**
 * @returns the mistake of the first word that mentions what the command cannot use; null when there is none. A project is
 *   never called `@…` or `#…`; a branch may be called `#…`, so that counts only where a project belongs.
 */
export function mentionMistake(words: readonly Word[], people: People | undefined): Mistake | null {
  for (const [at, word] of words.entries()) {
    const takesPerson = people === 'any' || (people === 'first' && at === 0);
    // `can @person run PROJECT`
    const isProject = at === 0 || people === 'any' || (people === 'first' && at === 2);
    const mistake = mistakeOf(word, isProject, takesPerson, people === 'login');
    if (mistake !== null) return mistake;
  }
  return null;
}

function mistakeOf(
  word: Word,
  isProject: boolean,
  takesPerson: boolean,
  takesLogin: boolean,
): Mistake | null {
  const { text, mention, quoted } = word;
  if (mention === 'channel' || (isProject && !quoted && /^[#＃](?!\d+$)./u.test(text))) {
    return { mistake: 'a-channel', word: text };
  }
  if (mention === 'person') return takesPerson ? null : { mistake: 'a-person', word: text };
  const isEveryone = mention === 'group' || (!quoted && /^@(?:here|channel|everyone)$/i.test(text));
  if (isEveryone) return { mistake: takesPerson ? 'a-group' : 'a-person', word: text };
  if (quoted || !/^[@＠]./u.test(text) || takesLogin) return null;
  return { mistake: takesPerson ? 'not-a-person' : 'a-person', word: text };
}

/** @returns the mistake of a value that mentions a person or a channel where a project is needed; null for others */
export function mentionedProject(value: string): Mistake | null {
  if (/^[@＠]./u.test(value)) return { mistake: 'a-person', word: value };
  return /^[#＃]./u.test(value) ? { mistake: 'a-channel', word: value } : null;
}
