/** What the stories ask about the page from within it. Plain JavaScript, because it runs there. */

globalThis.inPage = { focusedName, isFocusInDialog, unnamedControls, tooWide, madeOfText };

/** How a person would call what has the focus. */
function focusedName() {
  const element = document.activeElement;
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
  return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim();
}

/** The body stands for the browser's own controls, which are part of the round. */
function isFocusInDialog() {
  const element = document.activeElement;
  return element === document.body || element?.closest('dialog') !== null;
}

/** Visible controls that a screen reader has no name for. */
function unnamedControls() {
  const controls = 'button, a[href], input, select, textarea, [role=listbox], dialog[open]';
  return [...document.querySelectorAll(controls)]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
      const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : [];
      const names = [
        element.getAttribute('aria-label'),
        document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent,
        element.matches('input, select, textarea') ? '' : element.textContent,
        ...labels.map((label) => label.textContent),
      ];
      return !names.some((name) => (name ?? '').trim() !== '');
    })
    .map((element) => element.outerHTML.slice(0, 200));
}

/** Panes that have to be scrolled sideways. */
function tooWide() {
  return [document.documentElement, ...document.querySelectorAll('.scroller, #sidebar, dialog, #modal-body')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => `${element.tagName}#${element.id} ${element.scrollWidth} > ${element.clientWidth}`);
}

/** What hostile text would have become if it were markup. */
function madeOfText() {
  const main = document.querySelector('#main');
  if (main === null) throw new Error('no #main');
  return {
    active: main.querySelectorAll('script, iframe, object, [onload], [onerror], [onclick]').length,
    foreignPictures: [...main.querySelectorAll('img')].filter(
      (img) => new URL(img.src).host !== location.host,
    ).length,
    oddLinks: [...main.querySelectorAll('a')].filter((a) => !/^https?:$/.test(a.protocol)).map((a) => a.href),
  };
}
