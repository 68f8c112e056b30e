import type { Locale } from '../domain/locale.ts';
import type { ParameterProblem } from '../domain/parameter.ts';
import { messages } from '../i18n/index.ts';
import { inline, oneLine, shorten } from './mrkdwn.ts';

/** More of them are not read. */
const MOST_PROBLEMS = 10;
const MOST_CHOICES = 12;

/** @returns plain text, as fields of forms show it: names and choices come from outside and are shortened */
export function problemText({ name, kind, choices }: ParameterProblem, locale: Locale): string {
  const { problems } = messages(locale).running;
  return problems[kind](shorten(oneLine(name), 60), choicesText(choices));
}

/** @returns plain text */
export function choicesText(choices: readonly string[]): string {
  const shown = choices.slice(0, MOST_CHOICES).map((choice) => shorten(oneLine(choice), 40));
  return `${shown.join(', ')}${choices.length > MOST_CHOICES ? ', …' : ''}`;
}

/** @returns mrkdwn: that nothing was started, and every value that does not fit */
export function unfitText(
  {
    problems,
    pipelineNumber,
  }: { readonly problems: readonly ParameterProblem[]; readonly pipelineNumber: number },
  locale: Locale,
): string {
  const { running } = messages(locale);
  const lines = problems
    .slice(0, MOST_PROBLEMS)
    .map((problem) => `• ${inline(problemText(problem, locale))}`);
  return [running.unfit(`#${pipelineNumber}`), ...lines, running.unfitHint].join('\n');
}
