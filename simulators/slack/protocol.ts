/**
 * What the playground page and the tests say to the Slack simulator, over HTTP on the simulator's own port,
 * below `/client`. It stands for what Slack's own apps say to Slack's servers: the bot never sees any of it.
 *
 *   GET  /client/bootstrap?user=U…            → Bootstrap
 *   GET  /client/events?user=U…               → text/event-stream, each `data:` one ClientEvent
 *   GET  /client/file?user=U…&id=F…           → the bytes of a file the person may see
 *   POST /client/command      CommandInput    → ActionResult   (a slash command typed in the composer)
 *   POST /client/message      MessageInput    → ActionResult   (an ordinary message)
 *   POST /client/click        ClickInput      → ActionResult   (a block element: button, select, overflow, …)
 *   POST /client/options      OptionsInput    → OptionsResult  (typeahead of an external select)
 *   POST /client/submit       SubmitInput     → SubmitResult   (a modal's submit button)
 *   POST /client/close-view   CloseViewInput  → ActionResult   (a modal's cancel button or ×)
 *   POST /client/open-home    OpenHomeInput   → ActionResult   (the App Home tab is opened)
 *
 * Everything below `/client` answers `{ ok: false, error }` with a 4xx on bad input.
 */

export interface ClientUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** Slack's form: `en-US`, `ja-JP`. */
  readonly locale: string;
  /** A colour for the avatar, `#rrggbb`. */
  readonly color: string;
}

export interface ClientChannel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly isArchived: boolean;
  /** True when the bot was invited. */
  readonly botIsMember: boolean;
}

/** Block Kit, exactly as the bot sent it (checked by the simulator). */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

export interface ClientMessage {
  readonly channel: string;
  readonly ts: string;
  /** Present on replies: the parent's ts. */
  readonly threadTs?: string;
  /** User id of the author; for the bot its bot user id. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Set on ephemeral messages: only this user sees it. */
  readonly ephemeralFor?: string;
  /** A reply that is shown in the channel, too. */
  readonly isBroadcast?: true;
  readonly edited: boolean;
  readonly replyCount: number;
  /** Files shared with it; their bytes are at `GET /client/file?user=U…&id=F…`. */
  readonly files?: readonly ClientFile[];
  /** What the app shows for links in it. */
  readonly unfurls?: readonly { readonly url: string; readonly blocks: readonly Block[] }[];
}

export interface ClientFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Bytes. */
  readonly size: number;
}

export interface ClientView {
  readonly id: string;
  readonly hash: string;
  readonly type: 'modal' | 'home';
  readonly callbackId: string;
  readonly title: string;
  readonly submit: string | null;
  readonly close: string | null;
  readonly blocks: readonly Block[];
}

export interface SlashCommandInfo {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
  /** Completions offered in the composer: `run`, `status`, … each with a hint of its arguments. */
  readonly subcommands: readonly {
    readonly name: string;
    readonly usage: string;
    readonly description: string;
  }[];
}

export interface Bootstrap {
  readonly team: { readonly id: string; readonly name: string };
  readonly bot: { readonly userId: string; readonly name: string };
  readonly users: readonly ClientUser[];
  readonly channels: readonly ClientChannel[];
  /** Everything this user may see, oldest first. */
  readonly messages: readonly ClientMessage[];
  readonly home: ClientView | null;
  /** The modals this user has open, the bottom one first. */
  readonly views?: readonly ClientView[];
  readonly commands: readonly SlashCommandInfo[];
}

export type ClientEvent =
  | { readonly type: 'message'; readonly message: ClientMessage }
  | { readonly type: 'message_changed'; readonly message: ClientMessage }
  | { readonly type: 'message_deleted'; readonly channel: string; readonly ts: string }
  /** A modal was opened, pushed, or updated in place (same id). */
  | { readonly type: 'view_opened' | 'view_updated'; readonly view: ClientView }
  /** The topmost modal closed; `all` when the whole stack did. */
  | { readonly type: 'view_closed'; readonly viewId: string; readonly all: boolean }
  | { readonly type: 'home'; readonly view: ClientView }
  | { readonly type: 'channel_changed'; readonly channel: ClientChannel };

export interface CommandInput {
  readonly user: string;
  readonly channel: string;
  /** `/circleci` */
  readonly command: string;
  readonly text: string;
}

export interface MessageInput {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly threadTs?: string;
}

/** The state of one input, as Slack puts it into `state.values[block_id][action_id]`. */
export interface ElementState {
  readonly type: string;
  readonly value?: string | null;
  readonly selected_option?: Readonly<Record<string, unknown>> | null;
  readonly selected_options?: readonly Readonly<Record<string, unknown>>[];
  readonly selected_channel?: string | null;
  readonly selected_user?: string | null;
  readonly selected_conversation?: string | null;
  readonly selected_date?: string | null;
  readonly selected_users?: readonly string[];
  readonly selected_channels?: readonly string[];
  readonly selected_conversations?: readonly string[];
}

export type ViewState = Readonly<Record<string, Readonly<Record<string, ElementState>>>>;

export interface ClickInput {
  readonly user: string;
  /** One of: a message (`channel` and `ts`) or a view (`viewId`). */
  readonly channel?: string;
  readonly ts?: string;
  readonly viewId?: string;
  readonly blockId: string;
  readonly actionId: string;
  /** For elements with a choice or a text: what was chosen. Buttons need none: the value is the block's own. */
  readonly state?: ElementState;
  /** For views: the state of all inputs. */
  readonly viewState?: ViewState;
}

export interface OptionsInput {
  readonly user: string;
  readonly viewId?: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly blockId: string;
  readonly actionId: string;
  /** What was typed so far. */
  readonly value: string;
  /** For views: the state of all inputs. */
  readonly viewState?: ViewState;
}

export interface OptionsResult {
  readonly ok: boolean;
  readonly error?: string;
  /** `{ text: { type, text }, value, description? }` each. */
  readonly options?: readonly Readonly<Record<string, unknown>>[];
  readonly optionGroups?: readonly Readonly<Record<string, unknown>>[];
}

export interface SubmitInput {
  readonly user: string;
  readonly viewId: string;
  readonly viewState: ViewState;
}

export interface SubmitResult {
  readonly ok: boolean;
  readonly error?: string;
  /** `response_action: errors`: message per block_id, shown at the field. The modal stays open. */
  readonly errors?: Readonly<Record<string, string>>;
}

export interface CloseViewInput {
  readonly user: string;
  readonly viewId: string;
}

export interface OpenHomeInput {
  readonly user: string;
}

/**
 * `ok: false` with `error` where a person would see Slack complain: `operation_timeout` (no acknowledgement
 * within 3 s), `dispatch_failed` (the bot answered with an error status), `app_not_reachable`, …
 */
export interface ActionResult {
  readonly ok: boolean;
  readonly error?: string;
  /** Milliseconds from sending the request to the bot's acknowledgement. */
  readonly ackMs?: number;
}
