import type { PlainTextOption } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { slugName } from '../domain/project-slug.ts';
import type { RefChoice } from '../domain/ref.ts';
import { messages } from '../i18n/index.ts';
import { plainText, shortHash } from './blocks.ts';

/** The options of the run form's two searches, and what a chosen one stands for. */

export type { RefChoice };

/**
 * Slack's documents disagree whether an option's value takes 75 or 150 characters; branches of bots are longer
 * than either. Longer values are cut and end in a hash of the whole.
 */
const LONGEST_VALUE = 75;
const HASH = /~[0-9a-f]{16}$/;

/** @returns the text itself where it fits, else its beginning and a hash */
export function optionValue(text: string): string {
  if (text.length <= LONGEST_VALUE && !HASH.test(text)) return text;
  return `${beginning(text)}~${shortHash(text)}`;
}

/** @returns what to search for to find the text that a cut value stands for; null when the value is the text */
export function searchFor(value: string): string | null {
  return HASH.test(value) ? value.replace(HASH, '') : null;
}

/** Not cut in the middle of a character. */
function beginning(text: string): string {
  const cut = text.slice(0, LONGEST_VALUE - 17);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

/** A project as far as it is named. */
interface Named {
  readonly slug: string;
  readonly name: string;
}

export function projectOption(project: Named): PlainTextOption {
  return { text: plainText(projectLabel(project), 75), value: optionValue(project.slug) };
}

/** @returns the slug; the name before it where the slug is of ids that say nothing */
export function projectLabel({ slug, name }: Named): string {
  return name === slugName(slug) ? slug : `${name} (${slug})`;
}

/** @param typed true for what the person typed, which is offered even though nobody knows it yet */
export function refOption(ref: RefChoice, locale: Locale, typed = false): PlainTextOption {
  const { modal } = messages(locale).interactions;
  const label =
    'tag' in ref
      ? (typed ? modal.typedTag : modal.refOfTag)(ref.tag)
      : (typed ? modal.typedBranch : modal.refOfBranch)(ref.branch);
  return { text: plainText(label, 75), value: optionValue(refKey(ref)) };
}

/** @returns one text for a ref, `b:` or `t:` and its name; a colon cannot be in the name of a ref */
export function refKey(ref: RefChoice): string {
  return 'tag' in ref ? `t:${ref.tag}` : `b:${ref.branch}`;
}

/** @returns the ref of a key, or null when it is none */
export function refOfKey(key: string): RefChoice | null {
  const name = key.slice(2);
  if (name === '') return null;
  if (key.startsWith('t:')) return { tag: name };
  return key.startsWith('b:') ? { branch: name } : null;
}
