import type { Locale } from '../domain/locale.ts';
import {
  type Declared,
  type DeclaredParameter,
  LONGEST_VALUE,
  type ParameterValue,
  type ParameterValues,
} from '../domain/parameter.ts';
import { messages } from '../i18n/index.ts';
import { fitParameters } from '../launch/fit.ts';
import { ACTION } from '../views/action-ids.ts';
import { oneLine, shorten } from '../views/mrkdwn.ts';
import { problemText } from '../views/parameter-problems.ts';
import { fieldId, shownParameters } from '../views/run-fields.ts';
import { BLOCK } from '../views/run-modal.ts';
import { readParameterLines } from '../views/run-modal-lines.ts';
import { optionValue } from '../views/run-modal-options.ts';
import { fieldOf } from './form.ts';
import type { FormView } from './payloads.ts';

/**
 * What the run form's fields say, held against what the form shows.
 *
 * @param shown null when the form shows no parameters: then there are only the lines, and nothing to hold them against
 * @returns the values in their declared types, or what is wrong, by block
 */
export function readValues(
  view: FormView,
  slug: string,
  shown: Declared | null,
  locale: Locale,
): { readonly parameters: ParameterValues } | { readonly errors: Readonly<Record<string, string>> } {
  const lines = readParameterLines(fieldOf(view, ACTION.runParameters)?.value ?? '', locale);
  if ('problem' in lines) return { errors: { [BLOCK.parameters]: lines.problem } };
  const fields = shown === null ? new Map<string, string>() : fieldsOf(view, slug, shown);
  const twice = Object.keys(lines.parameters).find((name) => fields.has(name));
  if (twice !== undefined) {
    const { form } = messages(locale).running;
    return { errors: { [BLOCK.parameters]: form.twice(shorten(oneLine(twice), 60)) } };
  }
  const given = [...(shown === null ? [] : valuesIn(view, slug, shown)), ...Object.entries(lines.parameters)];
  const { parameters, problems } = fitParameters(shown, Object.fromEntries(given));
  if (problems.length === 0) return { parameters };
  const errors: Record<string, string> = {};
  for (const problem of problems) {
    const block = fields.get(problem.name) ?? BLOCK.parameters;
    errors[block] = [errors[block] ?? '', problemText(problem, locale)]
      .filter((text) => text !== '')
      .join(' ');
  }
  return { errors };
}

/** The blocks of the parameters that have one, by name. */
function fieldsOf(view: FormView, slug: string, { parameters }: Declared): Map<string, string> {
  const there = new Set(view.fields.map(({ blockId }) => blockId));
  return new Map(
    shownParameters(parameters)
      .map((parameter): [string, string] => [parameter.name, fieldId(slug, parameter)])
      .filter(([, id]) => there.has(id)),
  );
}

function valuesIn(view: FormView, slug: string, { parameters }: Declared): [string, ParameterValue][] {
  return shownParameters(parameters).flatMap((parameter): [string, ParameterValue][] => {
    const field = fieldOf(view, fieldId(slug, parameter));
    const value = field === null ? null : fieldValue(parameter, field.value ?? '');
    return value === null ? [] : [[parameter.name, value]];
  });
}

/**
 * What stands in a field is sent even where it is the default: the default may be another one by now, and what was
 * shown is what is run. A text that was emptied is an empty text; elsewhere empty means the default.
 */
function fieldValue({ type, options, fallback }: DeclaredParameter, text: string): ParameterValue | null {
  if (text === '') return type === 'string' && fallback !== null && fallback !== '' ? '' : null;
  // CircleCI takes longer values as defaults only.
  if (text.length > LONGEST_VALUE && text === String(fallback)) return null;
  return options.find((option) => optionValue(option) === text) ?? text;
}
