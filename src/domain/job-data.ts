import type { LockNews } from './lock.ts';
import type { Outcome } from './subscription-filter.ts';

/** Every durable job and what it carries. Queues are made from these names; `jobs/` has a handler for each. */
export interface JobData {
  /** Stored deliveries wait in the inbox; normalise and apply them. Carries nothing: the inbox says which. */
  'apply-events': Record<string, never>;
  /** Read one pipeline from CircleCI and store what it says. `attempt` counts reads without a change. */
  'sync-pipeline': { pipelineId: string; attempt: number; reason: string };
  /** Make Slack show one card as the stored state says. `urgent`: someone waits for it, so it goes before others. */
  'deliver-card': { pipelineId: string; channelId: string; urgent?: boolean };
  /**
   * Ask CircleCI why a workflow failed. `attempt` counts the askings that something was missing from, `waits` how
   * often the card was not out yet.
   */
  'gather-failure': { pipelineId: string; workflowId: string; attempt: number; waits: number };
  /** Make the thread of one card say why a workflow failed. */
  'deliver-failure': { pipelineId: string; workflowId: string; channelId: string; urgent?: boolean };
  /** Ask CircleCI what is behind the holds of a workflow; the counts are those of `gather-failure`. */
  'gather-approval': { pipelineId: string; workflowId: string; attempt: number; waits: number };
  /** Make the links in one message show the state of what they point at. `turn`: it has waited for its turn. */
  'deliver-unfurl': { channelId: string; messageTs: string; turn?: boolean };
  /** Ask Slack whether it answers again, and have what waits for that tried. `round` counts the askings. */
  'wake-deliveries': { round: number };
  /** Tell someone who subscribed a channel that it cannot be written to. */
  'tell-closed': { channelId: string; userId: string };
  /** Bring a channel that can be written to again up to date. */
  'catch-up': { channelId: string };
  /** Find out who made a pipeline's commit, where a subscription asks for it. */
  'find-people': { pipelineId: string };
  /** Tell an edge, or mention whoever is to be mentioned, in the thread of one card. */
  'deliver-notice': {
    pipelineId: string;
    channelId: string;
    kind: Outcome;
    about: string;
    urgent?: boolean;
  };
  /** See which holds wait, and whom to remind of which. */
  'watch-holds': Record<string, never>;
  /** Say in the thread of one card that a hold waits. */
  'deliver-reminder': {
    pipelineId: string;
    workflowId: string;
    jobId: string;
    channelId: string;
    step: string;
  };
  /** Cancel what has waited longer than a channel wants. */
  'expire-hold': { pipelineId: string; workflowId: string; jobId: string };
  /** Post a digest, or the notice that a budget is used up. */
  'post-bulletin': { bulletinId: string };
  /** Finish an action that was asked for in Slack, if whoever took it did not. */
  'settle-action': { actionId: string };
  /** Count the votes on a hold, if whoever gave the last one did not come to it. */
  'count-votes': { workflowId: string; jobId: string };
  /** Look at a subscribed project's newest pipelines for holds and for what webhooks did not tell. */
  'poll-project': { projectSlug: string };
  /** Learn which projects there are, for typeahead and short names. */
  'discover-projects': Record<string, never>;
  /** Tell people that their own token ends soon, or that CircleCI does not accept it. */
  'warn-identities': Record<string, never>;
  /** Tell holders that their locks end soon, end those that are over, and come again. */
  'watch-locks': Record<string, never>;
  /** Have the cards that wait for someone show a lock that began or ended; a freeze, `project` null, goes on `after`. */
  'show-lock': { project: string | null; after: string | null };
  /** Tell one person, or a channel, what happened to a lock. `by` is a Slack user. */
  'tell-lock': { lockId: string; news: LockNews; to: string; by?: string; askId?: string };
  /** Make the message about an emergency stop true. */
  'show-stop': { stopId: string };
  /** One round of an emergency stop: look what still runs, and cancel it. */
  'run-stop': { stopId: string };
  /** Delete what is past its time. */
  /** Delete old pipelines and what belongs to them, from where the last go came to. */
  'forget-old': { cursor: { createdAt: string; id: string } | null };
  /** Delete what is past its time within minutes, and see that every subscribed project is looked at. */
  tidy: Record<string, never>;
}

export type JobName = keyof JobData;

/** The key of `apply-events`: one such job waits, however many deliveries came and whoever asks for it. */
export const APPLY_EVENTS_KEY = 'inbox';

/** The jobs that bring something into a channel. */
export type SendingJob = 'deliver-card' | 'deliver-failure' | 'deliver-notice' | 'deliver-reminder';
