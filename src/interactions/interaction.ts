import type { PlainTextOption } from '@slack/types';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import type { Click, Submission, Suggestion } from './payloads.ts';

/** What a click leads to. Slack was acknowledged before. Nothing is answered when the card shows what happened. */
export type ClickHandler = (ctx: Context, actor: Actor, click: Click) => Promise<PrivateAnswer | undefined>;

/** What a form leads to: errors at its fields, by block id, or work to do once Slack has closed it. */
export type Submitted =
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly work: () => Promise<void> };

/** Slack waits 3 seconds for it: the database and nothing else may be asked. */
export type SubmissionHandler = (ctx: Context, actor: Actor, submission: Submission) => Promise<Submitted>;

/** Slack waits 3 seconds for it: the database and nothing else may be asked. At most 100 options. */
export type SuggestionHandler = (
  ctx: Context,
  actor: Actor,
  suggestion: Suggestion,
) => Promise<PlainTextOption[]>;
