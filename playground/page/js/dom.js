/**
 * The only way this page makes elements. Text from outside goes in as text nodes and attributes, never as HTML.
 *
 * @typedef {string | number | Node | null | undefined | false} Child
 * @typedef {Record<string, unknown> & { class?: string, on?: Record<string, (event: any) => void>, data?: Record<string, string> }} Props
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props] attributes; `on` holds listeners, `data` data attributes; false and null are left out
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  append(element, children);
  return element;
}

/** @param {HTMLElement} element @param {string} name @param {unknown} value */
function setProp(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'on') {
    for (const [type, listener] of Object.entries(/** @type {Record<string, EventListener>} */ (value))) {
      element.addEventListener(type, listener);
    }
  } else if (name === 'data') {
    Object.assign(element.dataset, value);
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** @param {Element} element @param {(Child | Child[])[]} children */
function append(element, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** @param {Element} element @param {...(Child | Child[])} children */
export function replaceChildren(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`The page has no #${id}`);
  return element;
}

let nextId = 0;

/** @param {string} prefix @returns {string} an id that no other element has */
export function uniqueId(prefix) {
  nextId += 1;
  return `${prefix}-${nextId}`;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * One of the page's own small drawings, decoration only.
 * @param {'hash' | 'home' | 'send' | 'reply' | 'close' | 'menu' | 'chevron' | 'lab' | 'more' | 'eye' | 'check'} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/**
 * Makes `parent` hold exactly `nodes`, without touching those that are in place already, so that they keep the
 * focus, what is typed and open lists.
 * @param {Element} parent
 * @param {readonly Element[]} nodes
 */
export function reconcile(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  for (const [index, node] of nodes.entries()) {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  }
}
