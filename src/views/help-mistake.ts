import type { Locale } from '../domain/locale.ts';
import type { typedMistakes } from '../i18n/en/typed.ts';
import { messages } from '../i18n/index.ts';
import { type CommandName, commandNamed } from './help-names.ts';
import { code, oneLine, shorten } from './mrkdwn.ts';

/** What was wrong with a command, in the words the person used. Each has its own text in both catalogues. */
export type Mistake =
  | { readonly mistake: WordMistake; readonly word: string; readonly nearest?: readonly string[] }
  | { readonly mistake: 'two-refs'; readonly first: string; readonly second: string }
  | { readonly mistake: LimitMistake; readonly word: string; readonly max: number }
  | { readonly mistake: 'too-many-parameters'; readonly max: number }
  | { readonly mistake: 'project-missing' | 'needs-channel' | 'link-missing' };

export type WordMistake =
  | 'unknown-command'
  | keyof typeof typedMistakes
  | 'unexpected-word'
  | 'unknown-option'
  | 'project-unknown'
  | 'project-ambiguous'
  | 'not-a-circleci-link'
  | 'not-a-target'
  | 'link-not-found'
  | 'number-not-found'
  | 'empty-value'
  | 'parameter-without-key'
  | 'parameter-repeated'
  | 'unknown-filter'
  | 'unknown-outcome'
  | 'unknown-bots'
  | 'unknown-switch'
  | 'unknown-person'
  | 'not-an-identity'
  | 'unknown-zone'
  | 'quiet-form'
  | 'quiet-always'
  | 'digest-form'
  | 'budget-form'
  | 'urgent-form'
  | 'remind-form'
  | 'escalate-form'
  | 'expire-form'
  | 'project-glob'
  | 'unknown-language';

export type LimitMistake = 'parameter-key-too-long' | 'parameter-value-too-long' | 'too-many-patterns';

/** Longest piece of what a person typed that is repeated to them. */
const QUOTED_BACK = 80;
const MOST_SUGGESTIONS = 5;

/** @returns true for a mistake, false for what a command understood */
export function isMistake(value: object): value is Mistake {
  return 'mistake' in value;
}

/**
 * @param command the command it happened in; null when the command itself was not understood
 * @returns mrkdwn for a private answer: what is wrong, the nearest right form, the usage and an example
 */
export function mistakeText(mistake: Mistake, command: CommandName | null, locale: Locale): string {
  const { commands } = messages(locale);
  const nearest = 'nearest' in mistake ? (mistake.nearest ?? []) : [];
  const entry = commands.help[command ?? suggested(nearest) ?? 'help'];
  const lines = [statement(mistake, locale)];
  if (nearest.length > 0) {
    lines.push(commands.didYouMean(nearest.slice(0, MOST_SUGGESTIONS).map(span).join(commands.or)));
  }
  lines.push(`${commands.usage} ${span(entry.usage)}`);
  const example = entry.examples.at(-1);
  if (example !== undefined) lines.push(`${commands.examples} ${span(example)}`);
  return lines.join('\n');
}

/** The command that was probably meant, so that its usage can be shown. */
function suggested(nearest: readonly string[]): CommandName | null {
  return commandNamed(nearest[0]?.split(' ').at(-1) ?? '');
}

/** @returns the same with the nearest right form, for a form's field */
export function plainAdvice(mistake: Mistake, locale: Locale): string {
  const nearest = 'nearest' in mistake ? (mistake.nearest ?? []) : [];
  const { didYouMean, or } = messages(locale).commands;
  const shown = nearest.slice(0, MOST_SUGGESTIONS).map((form) => `“${shorten(oneLine(form), QUOTED_BACK)}”`);
  const said = plainStatement(mistake, locale);
  return shown.length === 0 ? said : `${said} ${didYouMean(shown.join(or))}`;
}

/** @returns only what is wrong, in plain text, for a form's field */
export function plainStatement(mistake: Mistake, locale: Locale): string {
  return statement(mistake, locale, (text) => `“${shorten(oneLine(text), QUOTED_BACK)}”`).replaceAll('`', '');
}

function statement(mistake: Mistake, locale: Locale, show: (text: string) => string = span): string {
  const { mistakes } = messages(locale).commands;
  switch (mistake.mistake) {
    case 'two-refs':
      return mistakes['two-refs'](show(mistake.first), show(mistake.second));
    case 'too-many-parameters':
      return mistakes['too-many-parameters'](mistake.max);
    case 'parameter-key-too-long':
    case 'parameter-value-too-long':
    case 'too-many-patterns':
      return mistakes[mistake.mistake](show(mistake.word), mistake.max);
    case 'project-missing':
    case 'needs-channel':
    case 'link-missing':
      return mistakes[mistake.mistake]();
    default:
      return mistakes[mistake.mistake](show(mistake.word));
  }
}

function span(text: string): string {
  return code(shorten(oneLine(text), text.startsWith('/circleci ') ? 200 : QUOTED_BACK));
}
