/** The page's beginning: who am I, what is there, and what happens when something changes. */
import { readAddress, writeAddress } from './address.js';
import { announce } from './announce.js';
import { bootstrap, explain, send } from './api.js';
import { parseCommand } from './completion.js';
import { byId, h } from './dom.js';
import { listen } from './events.js';
import { keepTimesLive } from './live-times.js';
import { Store } from './store.js';
import { Composer } from './views/composer.js';
import { Drawer } from './views/drawer.js';
import { HomeView } from './views/home.js';
import { MessageList } from './views/message-list.js';
import { ModalStack } from './views/modal.js';
import { drawSidebar, HOME } from './views/sidebar.js';
import { SimulatorPanel } from './views/simulator.js';
import { ThreadPane } from './views/thread.js';

const store = new Store();
let place = readAddress().place;
let stopListening = () => {};

const directory = {
  userName: (/** @type {string} */ id) =>
    id === store.state.bot.userId ? store.state.bot.name : store.user(id)?.realName,
  channelName: (/** @type {string} */ id) => store.state.channels.get(id)?.name,
  me: () => store.state.me,
  locale: () => store.user(store.state.me)?.locale ?? 'en-US',
  openChannel: (/** @type {string} */ id) => goTo(id),
};
const context = {
  store,
  directory,
  openThread: (/** @type {import('./store.js').Message} */ message) => thread.open(message),
  dismiss: (/** @type {import('./store.js').Message} */ message) =>
    store.apply({ type: 'message_deleted', channel: message.channel, ts: message.ts }),
};

const drawer = new Drawer();
const list = new MessageList(byId('messages', HTMLElement), context, { isThread: false, emptyHint });
const thread = new ThreadPane(context, (text, threadTs) => sendMessage(text, threadTs));
const modals = new ModalStack(store, directory);
const home = new HomeView(byId('home', HTMLElement), store, directory);
const composer = new Composer({ commands: () => store.state.commands, send: sendFromComposer });
const simulator = new SimulatorPanel();
byId('composer', HTMLElement).append(composer.element);

store.subscribe((topic, message) => {
  if (topic === 'all') ensurePlace();
  if (topic === 'views') modals.draw();
  if (topic === 'home' && place === HOME) home.draw();
  if (message !== undefined) noticed(message);
  if (topic === 'messages') {
    drawMessages();
    thread.draw();
  }
  if (topic === 'unread' || topic === 'channels') drawFrame();
  if (topic === 'connection') drawConnection();
  if (topic === 'all') drawAll();
});
window.addEventListener('hashchange', () => {
  const address = readAddress();
  if (address.user !== store.state.me && address.user !== '') become(address.user);
  else if (address.place !== place && address.place !== '') goTo(address.place);
});
keepTimesLive(directory.locale);
await simulator.load();
become(firstPerson());

/** Whoever the address names, if they exist; else the first of the workspace. */
function firstPerson() {
  const { user } = readAddress();
  const { people } = simulator;
  return people.length === 0 || people.includes(user) ? user : (people[0] ?? '');
}

/** @param {string} user */
function become(user) {
  stopListening();
  /** @type {import('./store.js').ClientEvent[] | null} */
  let waiting = null;
  const load = async () => {
    // Events that come while the whole is being fetched are newer than it, or the same.
    waiting = [];
    try {
      const data = await bootstrap(user);
      store.load(user, data);
      for (const event of waiting) store.apply(event);
    } catch {
      store.setConnected(false);
    }
    waiting = null;
  };
  stopListening = listen(user, {
    onOpen: () => void load(),
    onEvent: (event) => (waiting === null ? store.apply(event) : waiting.push(event)),
    onLost: () => store.setConnected(false),
  });
}

function ensurePlace() {
  if (place !== HOME && !store.state.channels.has(place)) place = [...store.state.channels.keys()][0] ?? HOME;
}

/** @param {string} next a channel's id, or HOME */
function goTo(next) {
  place = next;
  ensurePlace();
  thread.close();
  store.setUnread(place, false);
  drawer.close();
  drawAll();
  if (place === HOME) void send('open-home', { user: store.state.me });
  else composer.focus();
}

function drawAll() {
  writeAddress({ user: store.state.me, place });
  drawFrame();
  drawConnection();
  drawMessages();
  home.draw();
  modals.draw();
  thread.draw();
}

function drawFrame() {
  drawSidebar(store, place, { goTo, become });
  const channel = store.state.channels.get(place);
  const isHome = channel === undefined;
  byId('place-name', HTMLElement).textContent = isHome ? store.state.bot.name : `# ${channel.name}`;
  byId('place-topic', HTMLElement).textContent = isHome ? 'Home' : channel.topic;
  document.title = `${isHome ? store.state.bot.name : `#${channel.name}`} · Playground`;
  byId('home', HTMLElement).hidden = !isHome;
  byId('messages', HTMLElement).hidden = isHome;
  byId('composer', HTMLElement).hidden = isHome;
  if (channel === undefined) return;
  composer.setPlace(
    channel.isArchived ? 'This channel is archived' : `Message #${channel.name}`,
    channel.isArchived,
  );
}

function drawConnection() {
  byId('connection', HTMLElement).hidden = store.state.connected;
}

function drawMessages() {
  const channel = store.state.channels.get(place);
  if (channel === undefined) return;
  list.show(`${store.state.me}/${place}`, `Messages in #${channel.name}`, store.topLevel(place));
}

/** @param {import('./store.js').Message} message */
function noticed(message) {
  if (message.channel === place) announce(message, store);
  else if (message.user !== store.state.me) store.setUnread(message.channel, true);
}

function emptyHint() {
  const command = store.state.commands[0]?.command;
  if (command === undefined) return h('p', {}, 'Nothing has been said here yet.');
  const fill = () => composer.fill(`${command} run`);
  return h(
    'div',
    {},
    h('p', { class: 'empty-title' }, 'Nothing has been said here yet.'),
    h(
      'p',
      {},
      'Try ',
      h('button', { type: 'button', class: 'try', on: { click: fill } }, `${command} run`),
      ' to start a pipeline.',
    ),
  );
}

/** @param {string} text */
async function sendFromComposer(text) {
  const command = parseCommand(text);
  if (command === null) return sendMessage(text);
  const channel = place;
  const result = await send('command', { user: store.state.me, channel, ...command });
  if (result.error === 'invalid_command') {
    const hint = `\`${command.command}\` is not a command here. Type \`/\` to see which there are.`;
    store.addLocalNote(channel, hint);
  } else if (!result.ok) {
    store.addLocalNote(channel, `\`${command.command}\` did not work. ${explain(result.error)}`);
  }
  void simulator.load();
}

/** @param {string} text @param {string} [threadTs] */
async function sendMessage(text, threadTs) {
  const channel = place;
  const result = await send('message', {
    user: store.state.me,
    channel,
    text,
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  if (!result.ok) store.addLocalNote(channel, `The message was not sent. ${explain(result.error)}`);
}
