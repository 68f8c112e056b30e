import { isDeepStrictEqual } from 'node:util';
import { choiceOption, confirm, dispatchActionConfig, overflowOption } from './compositions.ts';
import { boolean, date, identifier, integer, string, url, word } from './scalars.ts';
import { type Check, type Fields, list, object, optional, required } from './shape.ts';
import { plainText } from './text-objects.ts';

/** Fields every interactive element has. */
export const interactive = (type: string): Fields => ({
  type: required(word(type)),
  action_id: optional(identifier),
});

/** Source: Slack docs, button element. */
export const button = object({
  ...interactive('button'),
  text: required(plainText(75)),
  url: optional(url),
  value: optional(string({ max: 2000 })),
  style: optional(word('primary', 'danger')),
  confirm: optional(confirm),
  accessibility_label: optional(string({ max: 75 })),
});

/** Source: Slack docs, overflow menu element. */
export const overflow = object({
  ...interactive('overflow'),
  options: required(list(overflowOption, { min: 1, max: 5 })),
  confirm: optional(confirm),
});

/** Source: Slack docs, image element. */
export const imageElement = object({
  type: required(word('image')),
  image_url: required(url),
  alt_text: required(string({ max: 2000 })),
});

/** Source: Slack docs, checkboxes element. */
export const checkboxes = object(
  {
    ...interactive('checkboxes'),
    options: required(list(choiceOption, { min: 1, max: 10 })),
    initial_options: optional(list(choiceOption, { min: 1, max: 10 })),
    confirm: optional(confirm),
    focus_on_load: optional(boolean),
  },
  (value, at, report) => initialAmong(value.options, value.initial_options, `${at}/initial_options`, report),
);

/** Source: Slack docs, radio button group element. */
export const radioButtons = object(
  {
    ...interactive('radio_buttons'),
    options: required(list(choiceOption, { min: 1, max: 10 })),
    initial_option: optional(choiceOption),
    confirm: optional(confirm),
    focus_on_load: optional(boolean),
  },
  (value, at, report) => initialAmong(value.options, value.initial_option, `${at}/initial_option`, report),
);

/** Source: Slack docs, date picker element. */
export const datepicker = object({
  ...interactive('datepicker'),
  initial_date: optional(date),
  placeholder: optional(plainText(150)),
  confirm: optional(confirm),
  focus_on_load: optional(boolean),
});

/** Source: Slack docs, plain-text input element. */
export const plainTextInput = object(
  {
    ...interactive('plain_text_input'),
    initial_value: optional(string({ min: 0, max: 3000 })),
    multiline: optional(boolean),
    min_length: optional(integer({ min: 0, max: 3000 })),
    max_length: optional(integer({ min: 1, max: 3000 })),
    dispatch_action_config: optional(dispatchActionConfig),
    focus_on_load: optional(boolean),
    placeholder: optional(plainText(150)),
  },
  (value, at, report) => {
    if (Number(value.min_length) > Number(value.max_length)) {
      report.add(`${at}/min_length`, 'out_of_range', 'must not be more than max_length');
    }
  },
);

/** Reports an initial choice that is not among the options. Slack compares whole option objects. */
export function initialAmong(
  options: unknown,
  initial: unknown,
  at: string,
  report: Parameters<Check>[2],
): void {
  if (initial === undefined || !Array.isArray(options)) return;
  for (const choice of Array.isArray(initial) ? initial : [initial]) {
    if (options.some((option) => isDeepStrictEqual(option, choice))) continue;
    report.add(at, 'unknown_option', 'must be one of the options');
  }
}
