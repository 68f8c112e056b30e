import type { Json } from '../json.ts';
import type {
  ActionResult,
  Bootstrap,
  ClientMessage,
  ClientView,
  OptionsResult,
  SubmitResult,
} from '../protocol.ts';
import { findElementFor } from './find-element.ts';
import type { ClientHttp } from './http.ts';
import { type Entry, toState } from './to-state.ts';
import { type Entries, toViewState } from './view-values.ts';

/** A message or view as a person has it before them. */
export type Shown = ClientMessage | ClientView;
/** An action_id, the text on a button, or both parts of its address. */
export type Target = Parameters<typeof findElementFor>[1];

/** One person of the workspace, acting as with Slack's app. Channels by id or name. */
export interface Person {
  readonly id: string;
  /** Types a slash command: `command('deploys', '/circleci status')`, or only its text for the first command. */
  command(channel: string, text: string): Promise<ActionResult>;
  /** Writes a message, or a reply in the thread of `threadTs`. */
  say(channel: string, text: string, threadTs?: string): Promise<ActionResult>;
  /**
   * Uses a button or, with `entry`, another element. Confirm dialogs are confirmed.
   * @param values for a view: what its inputs hold meanwhile
   * @throws Error when the message or view has no such element, or the simulator refuses
   */
  click(shown: Shown, target: Target, entry?: Entry, values?: Entries): Promise<ActionResult>;
  /** Types into an external select. */
  options(shown: Shown, target: Target, typed: string, values?: Entries): Promise<OptionsResult>;
  /** Fills in a modal and submits it; values by block_id or action_id. */
  submit(view: ClientView, values?: Entries): Promise<SubmitResult>;
  /** The modal's cancel button. */
  close(view: ClientView): Promise<ActionResult>;
  openHome(): Promise<ActionResult>;
  /** Everyone's messages of a channel, replies included, oldest first. */
  messages(channel: string): Promise<readonly ClientMessage[]>;
  /** The content of a file shared in a channel this person is in. @throws Error when there is none */
  file(id: string): Promise<string>;
  /** What only this person sees in a channel, oldest first. */
  ephemerals(channel: string): Promise<readonly ClientMessage[]>;
  /** The direct messages with the bot. */
  directMessages(): Promise<readonly ClientMessage[]>;
  /** The topmost open modal. */
  modal(): Promise<ClientView | null>;
  home(): Promise<ClientView | null>;
}

/** @param user the id of someone in the simulator's workspace */
export function createPerson(http: ClientHttp, user: string): Person {
  // What the bot offered this person in external selects, as their client remembers it.
  const offered: Json[] = [];
  const act = async (path: string, body: Json) => (await http.post(path, { user, ...body })) as ActionResult;
  const inChannel = async (channel: string, wanted: (message: ClientMessage) => boolean) => {
    const shown = await http.bootstrap(user);
    const id = channelId(shown, channel);
    return shown.messages.filter((message) => message.channel === id && wanted(message));
  };
  const address = (shown: Shown, target: Target, values: Entries) => {
    const { blockId, actionId, element } = findElementFor(shown, target);
    const where =
      'ts' in shown
        ? { channel: shown.channel, ts: shown.ts }
        : { viewId: shown.id, viewState: toViewState(shown, values, offered) };
    return { element, body: { ...where, blockId, actionId } };
  };

  return {
    id: user,
    async command(channel, typed) {
      const shown = await http.bootstrap(user);
      const [first] = shown.commands;
      const [, command, text] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? [null, first?.command, typed];
      return act('/client/command', { channel: channelId(shown, channel), command, text });
    },
    async say(channel, text, threadTs) {
      const shown = await http.bootstrap(user);
      return act('/client/message', { channel: channelId(shown, channel), text, threadTs });
    },
    async click(shown, target, entry, values = {}) {
      const { element, body } = address(shown, target, values);
      const state = entry === undefined ? undefined : toState(element, entry, offered);
      return act('/client/click', { ...body, state });
    },
    async options(shown, target, typed, values = {}) {
      const { body } = address(shown, target, values);
      const result = (await http.post('/client/options', { user, ...body, value: typed })) as OptionsResult;
      offered.unshift(...(result.options ?? []));
      for (const group of result.optionGroups ?? []) {
        if (Array.isArray(group.options)) offered.unshift(...group.options);
      }
      return result;
    },
    async submit(view, values = {}) {
      const viewState = toViewState(view, values, offered);
      return (await http.post('/client/submit', { user, viewId: view.id, viewState })) as SubmitResult;
    },
    close: (view) => act('/client/close-view', { viewId: view.id }),
    openHome: () => act('/client/open-home', {}),
    messages: (channel) => inChannel(channel, (message) => message.ephemeralFor === undefined),
    file: (id) => http.text('/client/file', { user, id }),
    ephemerals: (channel) => inChannel(channel, (message) => message.ephemeralFor === user),
    async directMessages() {
      const { messages } = await http.bootstrap(user);
      return messages.filter((message) => message.channel === `D${user.slice(1)}`);
    },
    modal: async () => (await http.bootstrap(user)).views?.at(-1) ?? null,
    home: async () => (await http.bootstrap(user)).home,
  };
}

function channelId(shown: Bootstrap, channel: string): string {
  const name = channel.replace(/^#/, '');
  const found = shown.channels.find((one) => one.id === channel || one.name === name);
  if (found) return found.id;
  throw new Error(`No channel ${channel}. There are: ${shown.channels.map((one) => one.name).join(', ')}.`);
}
