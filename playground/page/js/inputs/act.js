/**
 * What every interactive element does when it is used: ask if it must, tell the bot, show that it waits, and say
 * beside the element what went wrong.
 *
 * @typedef {import('../surface.js').Surface} Surface
 * @typedef {import('../surface.js').ElementState} ElementState
 */
import { explain } from '../api.js';
import { askToConfirm } from '../confirm.js';
import { h } from '../dom.js';

/**
 * @param {{ surface: Surface, blockId: string, element: any, control: HTMLElement, state?: ElementState }} use
 * @returns {Promise<boolean>} false when the person said no or the bot did not take it
 */
export async function act({ surface, blockId, element, control, state }) {
  // A second click while the first is under way is no second click.
  if (control.getAttribute('aria-busy') === 'true') return false;
  clearProblem(control);
  if (!(await askToConfirm(element.confirm, surface.directory))) return false;
  control.setAttribute('aria-busy', 'true');
  const result = await surface.click(blockId, element.action_id, state);
  control.removeAttribute('aria-busy');
  if (!result.ok) showProblem(control, explain(result.error));
  return result.ok;
}

/** @param {HTMLElement} control @param {string} text */
function showProblem(control, text) {
  const place = control.closest('.block') ?? control;
  const dismiss = h('button', { type: 'button', class: 'quiet-btn', 'aria-label': 'Dismiss' }, '×');
  const problem = h('p', { class: 'problem', role: 'alert' }, h('span', {}, `⚠ ${text}`), dismiss);
  dismiss.addEventListener('click', () => problem.remove());
  place.after(problem);
}

/** @param {HTMLElement} control */
function clearProblem(control) {
  const next = (control.closest('.block') ?? control).nextElementSibling;
  if (next?.classList.contains('problem')) next.remove();
}
