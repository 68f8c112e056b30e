import { h } from '../dom.js';
import { plainNodes, plainString } from '../text/render.js';
import { act } from './act.js';

/**
 * @param {any} element
 * @param {string} blockId
 * @param {import('../surface.js').Surface} surface
 */
export function renderButton(element, blockId, surface) {
  const style = element.style === 'primary' || element.style === 'danger' ? ` ${element.style}` : '';
  const label = element.accessibility_label ?? undefined;
  const props = {
    class: `btn${style}`,
    data: { focus: `${element.action_id}|${element.value ?? ''}`, actionId: element.action_id ?? '' },
    'aria-label': label === undefined ? null : plainString(label),
  };
  const control =
    typeof element.url === 'string' && /^https?:\/\//i.test(element.url)
      ? h(
          'a',
          { ...props, href: element.url, target: '_blank', rel: 'noopener noreferrer' },
          plainNodes(element.text.text),
        )
      : h('button', { type: 'button', ...props }, plainNodes(element.text.text));
  // A link button opens its address and tells the bot too. Source: Slack docs, button element, url.
  control.addEventListener('click', () => void act({ surface, blockId, element, control }));
  return control;
}
