import type { InputBlock, PlainTextInput, PlainTextOption, StaticSelect } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { DeclaredParameter } from '../domain/parameter.ts';
import { messages } from '../i18n/index.ts';
import { plainText, shortHash } from './blocks.ts';
import { choicesText } from './parameter-problems.ts';
import { optionValue } from './run-modal-options.ts';

/** A field of the run form for each declared parameter. Each is a block with one element of the same id. */

/** Slack takes 100 blocks a view; there are others in the form, and nobody fills in more. */
export const MOST_FIELDS = 60;
/** Slack takes 100 options a select, and 250 kB a view. */
const MOST_OPTIONS = 100;
const MOST_OPTIONS_IN_ALL = 600;
const LONGEST_TEXT = 3000;

/** @returns the field's id: the same for as long as the project declares the same, so that what was typed stays */
export function fieldId(slug: string, { name, type, options }: DeclaredParameter): string {
  return `p-${shortHash(JSON.stringify([slug, name, type, options]))}`;
}

/** @returns the parameters that get a field */
export function shownParameters(parameters: readonly DeclaredParameter[]): readonly DeclaredParameter[] {
  return parameters.slice(0, MOST_FIELDS);
}

export function parameterInputs(
  slug: string,
  parameters: readonly DeclaredParameter[],
  locale: Locale,
): InputBlock[] {
  let left = MOST_OPTIONS_IN_ALL;
  return shownParameters(parameters).map((parameter) => {
    const options = optionsOf(parameter);
    // An option with an empty value is none to Slack.
    const fits = options.length > 0 && options.length <= Math.min(left, MOST_OPTIONS);
    const isList = fits && !options.includes('');
    if (isList) left -= options.length;
    const id = fieldId(slug, parameter);
    const hint = hintOf(parameter, isList, locale);
    return {
      type: 'input',
      block_id: id,
      optional: parameter.fallback !== null,
      label: plainText(parameter.name, 150),
      ...(hint === '' ? {} : { hint: plainText(hint, 400) }),
      element: isList ? list(id, parameter, options) : text(id, parameter),
    };
  });
}

function optionsOf({ type, options }: DeclaredParameter): readonly string[] {
  return type === 'boolean' ? ['true', 'false'] : options;
}

function list(id: string, { fallback }: DeclaredParameter, values: readonly string[]): StaticSelect {
  const options = values.map(
    (value): PlainTextOption => ({ text: plainText(value, 75), value: optionValue(value) }),
  );
  const initial = options[values.indexOf(String(fallback))];
  return {
    type: 'static_select',
    action_id: id,
    options,
    ...(fallback === null || initial === undefined ? {} : { initial_option: initial }),
  };
}

function text(id: string, { type, fallback }: DeclaredParameter): PlainTextInput {
  const initial = fallback === null ? '' : String(fallback);
  return {
    type: 'plain_text_input',
    action_id: id,
    max_length: LONGEST_TEXT,
    multiline: type === 'string' && initial.includes('\n'),
    ...(initial === '' || initial.length > LONGEST_TEXT ? {} : { initial_value: initial }),
  };
}

function hintOf(parameter: DeclaredParameter, isList: boolean, locale: Locale): string {
  const { form } = messages(locale).running;
  const { type, typeName, description, fallback, options } = parameter;
  const parts = [
    description ?? '',
    type === 'other' ? form.hintType(typeName) : '',
    type === 'enum' && !isList ? form.hintOptions(choicesText(options)) : '',
    fallback === null || fallback === '' ? '' : form.hintDefault(String(fallback).slice(0, 100)),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
