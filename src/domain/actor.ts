import type { Locale } from './locale.ts';

/** A person in Slack, as Slack's signed request names them. Identity is `teamId:userId`, never a display name. */
export interface Actor {
  readonly teamId: string;
  readonly userId: string;
  readonly locale: Locale;
  /** Where they act from; null in App Home. */
  readonly channelId: string | null;
}
