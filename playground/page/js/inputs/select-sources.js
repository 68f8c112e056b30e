/**
 * Where a select's options come from.
 *
 * @typedef {import('../surface.js').Surface} Surface
 * @typedef {import('./combobox.js').Option} Option
 * @typedef {import('./combobox.js').Found} Found
 */
import { explain } from '../api.js';
import { plainString } from '../text/render.js';

/** Slack's default. Source: Slack docs, external select element, min_query_length. */
const MIN_QUERY = 3;
const DEBOUNCE_MS = 200;

/**
 * @param {any} element
 * @param {string} blockId
 * @param {Surface} surface
 * @returns {{ find: (typed: string) => Promise<Found> | Found, debounceMs: number }}
 */
export function selectSource(element, blockId, surface) {
  const kind = element.type.replace(/^multi_/, '');
  if (kind === 'external_select') {
    return { find: (typed) => askBot(element, blockId, surface, typed), debounceMs: DEBOUNCE_MS };
  }
  const groups =
    kind === 'static_select' ? staticGroups(element) : [{ label: null, options: listed(kind, surface) }];
  return { find: (typed) => filterGroups(groups, typed), debounceMs: 0 };
}

/**
 * @param {any} element
 * @param {string} blockId
 * @param {Surface} surface
 * @param {string} typed
 * @returns {Promise<Found>}
 */
async function askBot(element, blockId, surface, typed) {
  const least = element.min_query_length ?? MIN_QUERY;
  if (typed.length < least) {
    return {
      groups: [],
      note: `Type ${least} or more ${least === 1 ? 'character' : 'characters'} to search`,
    };
  }
  const result = await surface.options(blockId, element.action_id, typed);
  if (!result.ok) return { groups: [], note: `The options could not be loaded. ${explain(result.error)}` };
  return { groups: toGroups(result.options, result.optionGroups) };
}

/** @param {any} element */
function staticGroups(element) {
  return toGroups(element.options, element.option_groups);
}

/** @param {any} options @param {any} optionGroups @returns {import('./combobox.js').Group[]} */
function toGroups(options, optionGroups) {
  if (Array.isArray(optionGroups) && optionGroups.length > 0) {
    return optionGroups.map((group) => ({ label: plainString(group.label.text), options: group.options }));
  }
  return [{ label: null, options: options ?? [] }];
}

/** @param {string} kind @param {Surface} surface @returns {Option[]} */
function listed(kind, surface) {
  if (kind === 'users_select') return surface.choices.users.map((user) => asOption(user.id, user.realName));
  return surface.choices.channels.map((channel) => asOption(channel.id, `# ${channel.name}`));
}

/** @param {string} value @param {string} text @returns {Option} */
export function asOption(value, text) {
  return { text: { text }, value };
}

/**
 * @param {import('./combobox.js').Group[]} groups
 * @param {string} typed
 * @returns {Found}
 */
export function filterGroups(groups, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  return {
    groups: groups
      .map(({ label, options }) => ({
        label,
        options: options.filter((option) =>
          plainString(option.text.text).toLocaleLowerCase().includes(wanted),
        ),
      }))
      .filter((group) => group.options.length > 0),
  };
}
