import { h } from './dom.js';
import { plainNodes, plainString, renderText } from './text/render.js';

/**
 * A block element's `confirm`, asked in a native dialog (which keeps the focus inside and gives it back after).
 * @param {any} confirm Block Kit's confirmation object, or nothing
 * @param {import('./text/render.js').Directory} directory
 * @returns {Promise<boolean>} true when the person said yes, or was not asked
 */
export function askToConfirm(confirm, directory) {
  if (confirm === undefined || confirm === null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const deny = h(
      'button',
      { type: 'submit', class: 'btn', value: 'no' },
      plainNodes(confirm.deny?.text ?? 'No'),
    );
    const accept = h(
      'button',
      { type: 'submit', class: confirm.style === 'danger' ? 'btn danger' : 'btn primary', value: 'yes' },
      plainNodes(confirm.confirm?.text ?? 'Yes'),
    );
    const dialog = h(
      'dialog',
      { class: 'confirm', 'aria-label': plainString(confirm.title?.text ?? 'Are you sure?') },
      h(
        'form',
        { method: 'dialog' },
        h('h2', {}, plainNodes(confirm.title?.text ?? 'Are you sure?')),
        h(
          'div',
          { class: 'confirm-text' },
          confirm.text === undefined ? [] : renderText(confirm.text, directory),
        ),
        h('div', { class: 'dialog-buttons' }, deny, accept),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
    deny.focus();
  });
}
