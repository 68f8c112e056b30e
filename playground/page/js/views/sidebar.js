import { byId, h, icon, replaceChildren } from '../dom.js';
import { botAvatar, userAvatar } from './avatar.js';

/** The place that is no channel: the bot's App Home. */
export const HOME = 'home';

/**
 * Workspace, people, channels, app.
 * @param {import('../store.js').Store} store
 * @param {string} place the channel now shown, or HOME
 * @param {{ goTo: (place: string) => void, become: (user: string) => void }} on
 */
export function drawSidebar(store, place, on) {
  const { team, users, me, channels, bot, unread } = store.state;
  byId('workspace', HTMLElement).textContent = team.name;
  replaceChildren(
    byId('people', HTMLElement),
    users.map((user) => person(user, user.id === me, on.become)),
  );
  replaceChildren(
    byId('channels', HTMLElement),
    [...channels.values()].map((channel) => {
      const isUnread = unread.has(channel.id);
      const label = `${channel.name}${isUnread ? ', unread' : ''}${channel.isArchived ? ', archived' : ''}`;
      return placeItem(channel.id, place, [icon('hash'), h('span', {}, channel.name)], {
        label,
        isUnread,
        goTo: on.goTo,
      });
    }),
  );
  replaceChildren(
    byId('apps', HTMLElement),
    placeItem(HOME, place, [botAvatar(), h('span', {}, bot.name), h('span', { class: 'app-badge' }, 'APP')], {
      label: `${bot.name}, app home`,
      isUnread: false,
      goTo: on.goTo,
    }),
  );
}

/**
 * @param {import('../store.js').User} user
 * @param {boolean} isMe
 * @param {(user: string) => void} become
 */
function person(user, isMe, become) {
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'person',
        'aria-pressed': String(isMe),
        data: { user: user.id },
        on: { click: () => become(user.id) },
      },
      userAvatar(user),
      h('span', { class: 'person-name' }, user.realName),
      h('span', { class: 'person-locale' }, user.locale),
    ),
  );
}

/**
 * @param {string} id
 * @param {string} current
 * @param {Node[]} content
 * @param {{ label: string, isUnread: boolean, goTo: (place: string) => void }} options
 */
function placeItem(id, current, content, { label, isUnread, goTo }) {
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: isUnread ? 'place unread' : 'place',
        'aria-label': label,
        'aria-current': id === current ? 'page' : null,
        on: { click: () => goTo(id) },
      },
      content,
    ),
  );
}
