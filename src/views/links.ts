import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { code, mention } from './mrkdwn.ts';

/** What a person is known as. */
interface ShownLink {
  readonly identity: string;
  readonly source: 'file' | 'link';
  readonly proven: boolean;
}

/** What came of a wish to be linked. */
type LinkOutcome =
  | { readonly kind: 'linked'; readonly proven: boolean }
  | { readonly kind: 'taken' | 'taken-by-file' | 'address-of'; readonly by: string }
  | { readonly kind: 'too-many'; readonly max: number };

/** @returns mrkdwn: what a person is known as, and who says so */
export function linksText(links: readonly ShownLink[], locale: Locale): string {
  const { people } = messages(locale);
  if (links.length === 0) return people.noLinks;
  const lines = links.map(({ identity, source, proven }) => {
    if (source === 'file') return people.fromFile(code(identity));
    return (proven ? people.fromEmail : people.fromWord)(code(identity));
  });
  return [people.yourLinks, ...lines].join('\n');
}

/** @returns mrkdwn: what came of it, and what to do where it was refused */
export function linkAnswer(identity: string, outcome: LinkOutcome, locale: Locale): string {
  const { people } = messages(locale);
  const name = code(identity);
  switch (outcome.kind) {
    case 'linked':
      return (outcome.proven ? people.linked : people.linkedByWord)(name);
    case 'taken':
      return people.taken(name, mention(outcome.by));
    case 'taken-by-file':
      return people.takenByFile(name, mention(outcome.by));
    case 'address-of':
      return people.addressOf(name, mention(outcome.by));
    case 'too-many':
      return people.tooMany(outcome.max);
  }
}
