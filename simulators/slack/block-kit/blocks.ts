import { richText } from './rich-text.ts';
import { boolean, identifier, string, url, word } from './scalars.ts';
import { multiSelects, singleSelects } from './select-elements.ts';
import { byType, type Check, type Fields, list, object, optional, required } from './shape.ts';
import {
  button,
  checkboxes,
  datepicker,
  imageElement,
  overflow,
  plainTextInput,
  radioButtons,
} from './simple-elements.ts';
import { anyText, plainText } from './text-objects.ts';

const common = (type: string): Fields => ({ type: required(word(type)), block_id: optional(identifier) });

const choices = { checkboxes, radio_buttons: radioButtons, datepicker };

/** Source: Slack docs, section block. */
const section = object(
  {
    ...common('section'),
    text: optional(anyText(3000)),
    fields: optional(list(anyText(2000), { min: 1, max: 10 })),
    accessory: optional(
      byType({ image: imageElement, button, overflow, ...choices, ...singleSelects, ...multiSelects }),
    ),
    expand: optional(boolean),
  },
  (value, at, report) => {
    if (value.text === undefined && value.fields === undefined) {
      report.add(at, 'missing_field', 'missing required field: text or fields');
    }
  },
);

/** Source: Slack docs, actions block. Neither text inputs nor multi-selects belong here. */
const actions = object({
  ...common('actions'),
  elements: required(list(byType({ button, overflow, ...choices, ...singleSelects }), { min: 1, max: 25 })),
});

/** Source: Slack docs, context block. */
const contextElement = byType({ image: imageElement, mrkdwn: anyText(3000), plain_text: anyText(3000) });
const context = object({
  ...common('context'),
  elements: required(list(contextElement, { min: 1, max: 10 })),
});

/** Source: Slack docs, header block. */
const header = object({ ...common('header'), text: required(plainText(150)) });

const divider = object(common('divider'));

/** Source: Slack docs, image block. */
const image = object({
  ...common('image'),
  image_url: required(url),
  alt_text: required(string({ max: 2000 })),
  title: optional(plainText(2000)),
});

/** Source: Slack docs, input block. */
const input = object({
  ...common('input'),
  label: required(plainText(2000)),
  element: required(
    byType({ plain_text_input: plainTextInput, ...choices, ...singleSelects, ...multiSelects }),
  ),
  dispatch_action: optional(boolean),
  hint: optional(plainText(2000)),
  optional: optional(boolean),
});

/** Source: Slack docs, markdown block; its 12,000 characters count for all of a message together. */
const markdown = object({ ...common('markdown'), text: required(string({ max: 12_000 })) });

const everywhere: Readonly<Record<string, Check>> = {
  section,
  actions,
  context,
  header,
  divider,
  image,
  input,
  rich_text: richText,
};

export const messageBlock = byType({ ...everywhere, markdown });
export const viewBlock = byType(everywhere);
