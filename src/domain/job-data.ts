/** Every durable job and what it carries. Queues are made from these names; `jobs/` has a handler for each. */
export interface JobData {
  /** Stored deliveries wait in the inbox; normalise and apply them. Carries nothing: the inbox says which. */
  'apply-events': Record<string, never>;
  /** Read one pipeline from CircleCI and store what it says. `attempt` counts reads without a change. */
  'sync-pipeline': { pipelineId: string; attempt: number; reason: string };
  /** Make Slack show one card as the stored state says. */
  'deliver-card': { pipelineId: string; channelId: string };
  /**
   * Ask CircleCI why a workflow failed. `attempt` counts the askings that something was missing from, `waits` how
   * often the card was not out yet.
   */
  'gather-failure': { pipelineId: string; workflowId: string; attempt: number; waits: number };
  /** Make the thread of one card say why a workflow failed. */
  'deliver-failure': { pipelineId: string; workflowId: string; channelId: string };
  /** Finish an action that was asked for in Slack, if whoever took it did not. */
  'settle-action': { actionId: string };
  /** Look at a subscribed project's newest pipelines for holds and for what webhooks did not tell. */
  'poll-project': { projectSlug: string };
  /** Learn which projects there are, for typeahead and short names. */
  'discover-projects': Record<string, never>;
  /** Tell people that their own token ends soon, or that CircleCI does not accept it. */
  'warn-identities': Record<string, never>;
  /** Delete what is past its time. */
  tidy: Record<string, never>;
}

export type JobName = keyof JobData;
