import type { BlockAction, BlockSuggestion, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Option } from '@slack/types';

export interface ViewAnswer {
  /** Nothing closes the view; `errors` (by block id) keep it open. */
  readonly answer: { readonly errors: Readonly<Record<string, string>> } | undefined;
  /** What is done once Slack was answered. */
  readonly after?: () => Promise<void>;
}

export interface OptionsAnswer {
  readonly options: Option[];
}

export interface HomeOpened {
  readonly userId: string;
  readonly teamId: string | null;
  readonly eventId: string;
}

export interface UserChanged {
  readonly userId: string;
  readonly isGone: boolean;
  /** Null when Slack does not tell the app. */
  readonly email: string | null;
}

export interface ChannelChange {
  readonly channelId: string;
  /** Why it cannot be written to, as one of Slack's error codes; null when it can again. */
  readonly reason: string | null;
}

/** Somebody's message has links of CircleCI's in it. */
export interface LinksShared {
  readonly eventId: string;
  readonly teamId: string | null;
  readonly userId: string;
  readonly channelId: string;
  readonly messageTs: string;
  readonly threadTs: string | null;
  /** As Slack sent them: it wants them back letter by letter. */
  readonly urls: readonly string[];
}

/**
 * What the program does with Slack's requests, the same over HTTP and over Socket Mode. `command`, `action` and
 * `homeOpened` run after the acknowledgement; `submit` and `suggest` are the acknowledgement and must be quick.
 */
export interface SlackHandlers {
  command(command: SlashCommand): Promise<void>;
  action(action: BlockAction): Promise<void>;
  submit(view: ViewSubmitAction): Promise<ViewAnswer>;
  suggest(request: BlockSuggestion): Promise<OptionsAnswer>;
  homeOpened(event: HomeOpened): Promise<void>;
  /** Said by Slack itself and by nobody who would have to be let in. */
  userChanged(change: UserChanged): Promise<void>;
  channelChanged(change: ChannelChange): Promise<void>;
  linksShared(shared: LinksShared): Promise<void>;
}
