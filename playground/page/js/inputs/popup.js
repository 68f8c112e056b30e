const GAP = 4;
const EDGE = 8;

/**
 * Puts a popover (which is in the browser's top layer, so nothing clips it) below its control, or above where there
 * is no room below.
 * @param {HTMLElement} popup already shown
 * @param {HTMLElement} control
 * @param {{ sameWidth?: boolean }} [options]
 */
export function placeBelow(popup, control, options = {}) {
  const box = control.getBoundingClientRect();
  const { style } = popup;
  if (options.sameWidth === true) style.minWidth = `${box.width}px`;
  style.maxWidth = `${window.innerWidth - 2 * EDGE}px`;
  const below = window.innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const isBelow = popup.scrollHeight <= below || below >= above;
  style.maxHeight = `${Math.max(80, Math.min(320, isBelow ? below : above))}px`;
  style.top = isBelow ? `${box.bottom + GAP}px` : `${box.top - GAP - popup.offsetHeight}px`;
  style.left = `${Math.max(EDGE, Math.min(box.left, window.innerWidth - popup.offsetWidth - EDGE))}px`;
}
