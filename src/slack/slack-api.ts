import type { KnownBlock, View } from '@slack/types';

/** A person as Slack describes them; only what the bot decides by. */
export interface SlackUser {
  readonly id: string;
  readonly teamId: string;
  /** More workspaces they belong to; only in an Enterprise Grid. */
  readonly alsoIn: readonly string[];
  /** For logs and App Home only; never for a decision. */
  readonly name: string;
  /** Slack's tag such as `ja-JP`; null when Slack does not say. */
  readonly locale: string | null;
  readonly isBot: boolean;
  /** From another workspace (Slack Connect), or a guest. */
  readonly isExternal: boolean;
  readonly isGuest: boolean;
  /** They left the workspace; left out: they have not. */
  readonly isGone?: boolean;
}

export interface OutgoingMessage {
  readonly channel: string;
  /** Plain fallback for notifications and screen readers. */
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  readonly threadTs?: string;
  /** A reply is shown in the channel, too. Only with `threadTs`. */
  readonly broadcast?: boolean;
  /** Lets a post whose answer was lost be found again. Visible to every app in the workspace: no secrets. */
  readonly metadata?: { readonly event_type: string; readonly event_payload: Record<string, string> };
}

export interface TimeSpan {
  readonly since: Date;
  readonly until: Date;
}

export interface TextFile {
  readonly channel: string;
  readonly threadTs: string;
  readonly filename: string;
  readonly title: string;
  /** Not empty. */
  readonly content: string;
}

export interface PrivateAnswer {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  /** Put this in the place of the ephemeral message that the clicked button is in. */
  readonly replaceOriginal?: boolean;
}

/** A channel, as far as the bot decides by it. */
export interface SlackChannel {
  /** Another workspace is in it, or was invited (Slack Connect). */
  readonly isShared: boolean;
  /** Not everyone in the workspace can look into it. */
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  /** False where the bot was not invited. */
  readonly isMember: boolean;
}

/** What links in somebody's message show. */
export interface LinkUnfurls {
  readonly channel: string;
  readonly ts: string;
  /** By link, letter by letter as Slack told it. */
  readonly unfurls: Readonly<Record<string, { readonly blocks: readonly KnownBlock[] }>>;
}

/**
 * Everything the bot asks of Slack. One call here is one call to Slack: nothing is retried behind the caller's
 * back. Failures are `SlackError` (see `slack-error.ts`).
 */
export interface SlackApi {
  /** @returns the message's ts */
  post(message: OutgoingMessage): Promise<string>;
  update(message: OutgoingMessage & { readonly ts: string }): Promise<void>;
  postEphemeral(message: OutgoingMessage & { readonly user: string }): Promise<void>;
  /** Answers at a `response_url`: five times within 30 minutes, seen only by the person who acted. */
  respond(responseUrl: string, answer: PrivateAnswer): Promise<void>;
  /** Shows blocks beside a message of somebody's for links in it; again in the place of what they showed. */
  unfurl(message: LinkUnfurls): Promise<void>;
  /** @throws SlackError `refused` for a channel that the bot may not see */
  channel(channelId: string): Promise<SlackChannel>;
  /**
   * Looks through a channel's messages for one with this metadata, for a post whose answer was lost.
   * @param within when the post can have arrived; only those messages are looked at
   * @returns its ts, or null when it is not there
   * @throws SlackError `lost` when there are more messages than are looked through: it may be among them
   */
  findByMetadata(
    channel: string,
    metadata: NonNullable<OutgoingMessage['metadata']>,
    within: TimeSpan,
  ): Promise<string | null>;
  /** The same among the replies to one message. */
  findReplyByMetadata(
    thread: { readonly channel: string; readonly threadTs: string },
    metadata: NonNullable<OutgoingMessage['metadata']>,
    within: TimeSpan,
  ): Promise<string | null>;
  /**
   * Puts a text as a file into a thread. Three calls of Slack: an address, the bytes, the sharing.
   * @throws SlackError; `lost` when it may have been shared all the same
   */
  uploadText(file: TextFile): Promise<void>;
  /** @returns the view's id and hash */
  openView(triggerId: string, view: View): Promise<{ id: string; hash: string }>;
  /** @returns the view's new hash @throws SlackError when it was changed since that hash, or closed */
  updateView(viewId: string, hash: string | null, view: View): Promise<{ hash: string }>;
  publishHome(userId: string, view: View): Promise<void>;
  /** Kept for some minutes, so that a burst of clicks asks Slack once. */
  user(userId: string): Promise<SlackUser>;
  /** Who is in a user group, kept for some seconds. @throws SlackError also for a group that is not there */
  groupMembers(groupId: string): Promise<ReadonlySet<string>>;
  /** The workspace the bot is installed in; asked once. */
  home(): Promise<{ teamId: string; botUserId: string }>;
  /**
   * The channels a person is in, of the public ones and of the private ones the bot is in, too; kept for some seconds.
   * @throws SlackError
   */
  channelsOf(userId: string): Promise<ReadonlySet<string>>;
  /**
   * @returns the id of the person with this e-mail address, null when nobody here has it; `turned-off` when the app
   *   may not ask, and then `off` for an hour without asking
   */
  userByEmail(email: string): Promise<string | null | 'off' | 'turned-off'>;
  /** @throws SlackError when the token is not accepted; used at start and by `/readyz` */
  authTest(): Promise<{ teamId: string; botUserId: string; botId: string | null }>;
}
