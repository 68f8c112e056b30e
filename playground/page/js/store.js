/**
 * What this person's client knows. Changed only here; whoever draws subscribes and reads.
 *
 * @typedef {import('../../../simulators/slack/protocol.ts').ClientMessage} Message
 * @typedef {import('../../../simulators/slack/protocol.ts').ClientChannel} Channel
 * @typedef {import('../../../simulators/slack/protocol.ts').ClientUser} User
 * @typedef {import('../../../simulators/slack/protocol.ts').ClientView} View
 * @typedef {import('../../../simulators/slack/protocol.ts').ClientEvent} ClientEvent
 * @typedef {import('../../../simulators/slack/protocol.ts').Bootstrap} Bootstrap
 * @typedef {{ team: Bootstrap['team'], bot: Bootstrap['bot'], users: readonly User[], commands: Bootstrap['commands'],
 *   me: string, channels: Map<string, Channel>, messages: Map<string, Map<string, Message>>, home: View | null,
 *   views: View[], unread: Set<string>, connected: boolean }} State
 * @typedef {'all' | 'channels' | 'messages' | 'home' | 'views' | 'unread' | 'connection'} Topic
 */

export class Store {
  /** @type {State} */
  state = {
    team: { id: '', name: 'Playground' },
    bot: { userId: '', name: '' },
    users: [],
    commands: [],
    me: '',
    channels: new Map(),
    messages: new Map(),
    home: null,
    views: [],
    unread: new Set(),
    connected: false,
  };

  /** @type {((topic: Topic, message?: Message) => void)[]} */
  #listeners = [];

  /** @param {(topic: Topic, message?: Message) => void} listener */
  subscribe(listener) {
    this.#listeners.push(listener);
  }

  /** @param {Topic} topic @param {Message} [message] */
  #tell(topic, message) {
    for (const listener of this.#listeners) listener(topic, message);
  }

  /**
   * @param {string} me
   * @param {Bootstrap} data
   */
  load(me, data) {
    const state = this.state;
    const isSamePerson = state.me === me;
    const ephemerals = isSamePerson ? this.#ephemerals() : [];
    Object.assign(state, { me, team: data.team, bot: data.bot, users: data.users, commands: data.commands });
    state.channels = new Map(data.channels.map((channel) => [channel.id, channel]));
    state.messages = new Map(data.channels.map((channel) => [channel.id, new Map()]));
    // Slack forgets ephemeral messages on reload. Those of this page load outlive a broken connection.
    for (const message of data.messages) if (message.ephemeralFor === undefined) this.#put(message);
    for (const message of ephemerals) this.#put(message);
    state.home = data.home;
    state.views = [...(data.views ?? [])];
    if (!isSamePerson) state.unread.clear();
    state.connected = true;
    this.#tell('all');
  }

  #ephemerals() {
    return [...this.state.messages.values()]
      .flatMap((channel) => [...channel.values()])
      .filter((message) => message.ephemeralFor !== undefined);
  }

  /** @param {boolean} connected */
  setConnected(connected) {
    if (this.state.connected === connected) return;
    this.state.connected = connected;
    this.#tell('connection');
  }

  /** @param {ClientEvent} event */
  apply(event) {
    switch (event.type) {
      case 'message':
        this.#put(event.message);
        this.#tell('messages', event.message);
        break;
      case 'message_changed':
        this.#put(event.message);
        this.#tell('messages', event.message);
        break;
      case 'message_deleted':
        this.state.messages.get(event.channel)?.delete(event.ts);
        this.#tell('messages');
        break;
      case 'view_opened':
        this.state.views = [...this.state.views.filter((view) => view.id !== event.view.id), event.view];
        this.#tell('views');
        break;
      case 'view_updated':
        this.#updateView(event.view);
        break;
      case 'view_closed':
        this.state.views = event.all ? [] : this.state.views.filter((view) => view.id !== event.viewId);
        this.#tell('views');
        break;
      case 'home':
        this.state.home = event.view;
        this.#tell('home');
        break;
      case 'channel_changed':
        this.state.channels.set(event.channel.id, event.channel);
        this.#tell('channels');
        break;
    }
  }

  /** @param {Message} message */
  #put(message) {
    const channel = this.state.messages.get(message.channel) ?? new Map();
    channel.set(message.ts, message);
    this.state.messages.set(message.channel, channel);
  }

  /** @param {View} view */
  #updateView(view) {
    if (view.type === 'home') {
      this.state.home = view;
      this.#tell('home');
      return;
    }
    this.state.views = this.state.views.map((each) => (each.id === view.id ? view : each));
    this.#tell('views');
  }

  /** @param {string} viewId */
  forgetView(viewId) {
    this.state.views = this.state.views.filter((view) => view.id !== viewId);
    this.#tell('views');
  }

  /** @param {string} place @param {boolean} isUnread */
  setUnread(place, isUnread) {
    if (this.state.unread.has(place) === isUnread) return;
    if (isUnread) this.state.unread.add(place);
    else this.state.unread.delete(place);
    this.#tell('unread');
  }

  /**
   * @param {string} channel
   * @returns {Message[]} oldest first, replies left out
   */
  topLevel(channel) {
    return this.#sorted(channel).filter(
      (message) =>
        message.threadTs === undefined || message.threadTs === message.ts || message.isBroadcast === true,
    );
  }

  /**
   * @param {string} channel
   * @param {string} ts of the parent
   * @returns {Message[]} the parent, then its replies
   */
  thread(channel, ts) {
    return this.#sorted(channel).filter((message) => message.ts === ts || message.threadTs === ts);
  }

  /** @param {string} channel */
  #sorted(channel) {
    return [...(this.state.messages.get(channel)?.values() ?? [])].sort(
      (a, b) => Number(a.ts) - Number(b.ts),
    );
  }

  /**
   * A private line of the page itself, such as Slack's own client writes when a command fails.
   * @param {string} channel
   * @param {string} text
   */
  addLocalNote(channel, text) {
    const ts = (Date.now() / 1000).toFixed(6);
    const message = {
      channel,
      ts,
      user: LOCAL_AUTHOR,
      text,
      blocks: [],
      ephemeralFor: this.state.me,
      edited: false,
      replyCount: 0,
    };
    this.#put(message);
    this.#tell('messages', message);
  }

  /** @param {string} id @returns {User | undefined} */
  user(id) {
    return this.state.users.find((user) => user.id === id);
  }
}

/** The author of lines that the page itself writes. */
export const LOCAL_AUTHOR = 'PLAYGROUND';
