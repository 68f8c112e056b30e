import type { SlashCommandInfo } from './protocol.ts';

/** Where time comes from, in milliseconds since 1970. Tests move it to let triggers and response URLs expire. */
export interface Clock {
  now(): number;
}

export interface UserOption {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** Slack's form: `en-US`, `ja-JP`. */
  readonly locale?: string;
  /** `#rrggbb` */
  readonly color?: string;
  /** Of the profile; without one nobody is found by it. */
  readonly email?: string;
  /** Another workspace's id makes this a person from outside (Slack Connect): may click, may not use commands. */
  readonly teamId?: string;
  /** A guest of the workspace. */
  readonly isGuest?: boolean;
}

export interface ChannelOption {
  readonly id: string;
  readonly name: string;
  readonly topic?: string;
  readonly isArchived?: boolean;
  readonly isPrivate?: boolean;
  /** Shared with another workspace (Slack Connect). */
  readonly isExtShared?: boolean;
  /** Whether the bot was invited; true unless said otherwise. */
  readonly botIsMember?: boolean;
  /** User ids; everyone unless said otherwise. */
  readonly members?: readonly string[];
}

export interface SlackSimulatorOptions {
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  readonly team?: { readonly id: string; readonly name: string; readonly domain: string };
  readonly users?: readonly UserOption[];
  readonly channels?: readonly ChannelOption[];
  /** User groups: ids of people by the group's id, `S…`. */
  readonly userGroups?: Readonly<Record<string, readonly string[]>>;
  readonly bot?: {
    readonly userId: string;
    readonly botId: string;
    readonly name: string;
    readonly appId: string;
  };
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** The commands registered for the app, with completions for the composer. */
  readonly commands?: readonly SlashCommandInfo[];
  /** `http`: the bot is reached at a URL. `socket`: it comes and opens WebSockets. */
  readonly mode?: 'http' | 'socket';
  /** `slack` (default): Slack's rate limits apply. `off`: none. */
  readonly limits?: 'slack' | 'off';
  /** For message times, triggers, response URLs and limits. Signatures always use the real time. */
  readonly clock?: Clock;
  /** Folder of static files served at `/`. */
  readonly pageDir?: string;
  /** What the bot token may do. Methods that need more answer `missing_scope`. */
  readonly scopes?: readonly string[];
  /** Event types the app subscribed to. */
  readonly events?: readonly string[];
  /** Domains whose links the app is told of; a domain stands for what is below it, too. */
  readonly unfurlDomains?: readonly string[];
  /** Milliseconds the bot has to acknowledge. Slack: 3000. */
  readonly ackTimeoutMs?: number;
  /** Waits before each redelivery of an event that was not acknowledged. Slack: at once, 1 minute, 5 minutes. */
  readonly eventRetryDelaysMs?: readonly number[];
  /**
   * How slash-command text is sent: `never` (default, as typed but for the entities), or with people and URLs as Slack
   * sends them when "escape channels, users, and links" is on: `bare` `<https://…>`, `labelled` `<https://…|…>`.
   */
  readonly wrapUrls?: 'never' | 'bare' | 'labelled';
  /** For so long after a message changed, clicks on what it showed before still count, as from a slow client. */
  readonly clientLagMs?: number;
}
