/**
 * Text, number, address and e-mail fields, dates and times.
 *
 * @typedef {import('../surface.js').Surface} Surface
 */
import { h } from '../dom.js';
import { plainString } from '../text/render.js';
import { act } from './act.js';

const HTML_TYPES = /** @type {Record<string, string>} */ ({
  plain_text_input: 'text',
  // Not `number`: Slack's state holds what was typed, and the bot says what is wrong with it.
  number_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
});
/** Where the state keeps what was entered; `value` for all others. */
const FIELDS = /** @type {Record<string, string>} */ ({
  datepicker: 'selected_date',
  timepicker: 'selected_time',
});
const DEBOUNCE_MS = 300;

/** @param {string} type */
export function isTextInput(type) {
  return Object.hasOwn(HTML_TYPES, type);
}

/**
 * @param {any} element
 * @param {string} blockId
 * @param {Surface} surface
 * @param {{ label: string | null, id?: string, tellsBot: boolean }} use
 */
export function renderTextInput(element, blockId, surface, use) {
  const field = FIELDS[element.type] ?? 'value';
  const known = /** @type {any} */ (surface.get(blockId, element.action_id))?.[field];
  const value = known ?? element[field.replace('selected_', 'initial_')] ?? element.initial_value ?? '';
  const control = makeControl(element, use, value);
  const keep = () => {
    const text = control.value === '' ? null : control.value;
    surface.set(blockId, element.action_id, { type: element.type, [field]: text });
  };
  keep();
  control.addEventListener('input', keep);
  if (use.tellsBot) dispatch(element, control, () => tell());
  return control;

  function tell() {
    const state = surface.get(blockId, element.action_id);
    void act({ surface, blockId, element, control, state });
  }
}

/** @param {any} element @param {{ label: string | null, id?: string }} use @param {string} value */
function makeControl(element, use, value) {
  const props = {
    id: use.id,
    class: 'field',
    placeholder: element.placeholder === undefined ? null : plainString(element.placeholder.text),
    'aria-label': use.id === undefined ? use.label : null,
    maxlength: element.max_length,
    autocomplete: 'off',
    data: { focus: `${element.action_id}|`, actionId: element.action_id },
  };
  const control =
    element.multiline === true
      ? h('textarea', { ...props, rows: '4' })
      : h('input', {
          ...props,
          type: HTML_TYPES[element.type] ?? 'text',
          inputmode: element.type === 'number_input' ? 'decimal' : null,
        });
  control.value = value;
  return control;
}

/**
 * When an input tells the bot while it is edited. Source: Slack docs, dispatch_action_config.
 * @param {any} element
 * @param {HTMLInputElement | HTMLTextAreaElement} control
 * @param {() => void} tell
 */
function dispatch(element, control, tell) {
  if (element.type === 'datepicker' || element.type === 'timepicker') {
    control.addEventListener('change', tell);
    return;
  }
  const on = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  let timer = 0;
  if (on.includes('on_character_entered')) {
    control.addEventListener('input', () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(tell, DEBOUNCE_MS);
    });
  }
  if (!on.includes('on_enter_pressed')) return;
  control.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing) return;
    if (element.multiline === true && !event.metaKey && !event.ctrlKey) return;
    event.preventDefault();
    tell();
  });
}
