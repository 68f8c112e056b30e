import { h } from '../dom.js';
import { LOCAL_AUTHOR } from '../store.js';

/**
 * @typedef {{ name: string, isApp: boolean, avatar: () => HTMLElement }} Author
 * @param {string} id
 * @param {import('../store.js').Store} store
 * @returns {Author}
 */
export function authorOf(id, store) {
  const { bot } = store.state;
  if (id === bot.userId) return { name: bot.name, isApp: true, avatar: botAvatar };
  if (id === LOCAL_AUTHOR)
    return {
      name: 'Playground',
      isApp: true,
      avatar: () => h('span', { class: 'avatar local', 'aria-hidden': 'true' }, 'P'),
    };
  const user = store.user(id);
  return { name: user?.realName ?? id, isApp: false, avatar: () => userAvatar(user) };
}

/** @param {{ color: string, realName: string } | undefined} user */
export function userAvatar(user) {
  const avatar = h(
    'span',
    { class: 'avatar', 'aria-hidden': 'true' },
    [...(user?.realName ?? '?')][0] ?? '?',
  );
  // The page's policy forbids style attributes; a style property set by script is allowed.
  if (user !== undefined) avatar.style.backgroundColor = user.color;
  return avatar;
}

/** The bot's own picture: a ring with a dot and a speech tail, drawn by the page. */
export function botAvatar() {
  return h('img', { class: 'avatar bot', src: '/bot.svg', alt: '' });
}
