import { plural } from '../format.ts';

/** Texts of cards. Arguments are mrkdwn, already escaped, unless their name says `plain`. */
export const cards = {
  openPipeline: 'Open in CircleCI',
  branch: (name: string) => `branch ${name}`,
  tag: (name: string) => `tag ${name}`,
  commitBy: (commit: string, author: string) => `${commit} by ${author}`,

  startedFromSlack: (who: string) => `Started from Slack by ${who}`,
  startedByPush: (who: string | null) => (who === null ? 'Started by a push' : `Pushed by ${who}`),
  startedBySchedule: 'Started by a schedule',
  startedByApi: (who: string | null) =>
    who === null ? 'Started through the API' : `Started through the API by ${who}`,
  startedByHand: (who: string | null) => (who === null ? 'Started by hand' : `Started by hand by ${who}`),
  startedByOther: (trigger: string, who: string | null) =>
    who === null ? `Started by ${trigger}` : `Started by ${trigger} (${who})`,

  noWorkflowYet: 'CircleCI has accepted the pipeline. Its workflows will appear here.',
  toldLate: (spent: string) =>
    `⏱️ Late by ${spent}: no webhook of CircleCI told of it, the bot found it by asking.`,
  setup: {
    awaited: 'The setup workflow is done. The workflows it prepared will appear here.',
    'setup-only': 'The setup workflow succeeded, and no other workflow followed it.',
    refused: 'The setup workflow succeeded. CircleCI refused the configuration that it continued with.',
    unconfirmed: 'A workflow has ended. CircleCI is being asked whether others follow.',
  },
  onlyWebhooks:
    'CircleCI could not be asked whether further workflows follow. This is what its webhooks have reported so far.',
  problem: {
    config: 'The configuration has an error',
    'config-fetch': 'CircleCI could not fetch the configuration',
    'invalid-trigger-setup': 'The trigger is not set up correctly',
    timeout: 'CircleCI took too long to prepare the pipeline',
    permission: 'A permission is missing',
    'trigger-rule': 'A trigger rule kept the pipeline from running',
    plan: 'The plan does not allow this',
    other: 'CircleCI reports a problem',
  },
  moreProblems: (count: string) => `and ${count} more in CircleCI`,

  attempt: (number: number) => `attempt ${number}`,
  jobs: (count: number) => `${count} ${plural(count, 'job', 'jobs')}`,
  jobsOf: (done: number, total: number) => `${done} of ${total} ${plural(total, 'job', 'jobs')}`,
  jobsDone: (count: number) => `${count} ${plural(count, 'job', 'jobs')} done`,
  since: (moment: string) => `since ${moment}`,
  now: (names: string) => `Now: ${names}`,
  failed: (names: string) => `Failed: ${names}`,
  unauthorizedHint: 'Usually whoever started or approved it may not use a context that a job needs.',
  and: (list: string, more: string) => (list === '' ? `${more} more` : `${list} and ${more} more`),
  earlier: (attempts: string) => `Earlier: ${attempts}`,
  moreWorkflows: (count: string, summary: string) =>
    `and ${count} more ${plural(count, 'workflow', 'workflows')}: ${summary}`,
  oneMoreWorkflow: (summary: string) => `and 1 more workflow: ${summary}`,
  statusCount: (status: string, count: string) => `${count} ${status}`,

  holdUnnamed: 'Waits for an approval. Which one, CircleCI has not said yet.',
  holdWaits: (hold: string) => `*${hold}* waits for approval`,
  holdApproving: (hold: string, who: string) => `*${hold}*: approving… (${who})`,
  holdApprovedBy: (hold: string, who: string) => `*${hold}*: approved by ${who}`,
  holdApproved: (hold: string) => `*${hold}*: approved in CircleCI`,
  holdApprovedPerhaps: (hold: string, who: string) =>
    `*${hold}*: approved. ${who} had asked for it; whether that did it could not be confirmed`,
  holdEnded: (hold: string, status: string) => `*${hold}*: ${status}`,
  holdFailed: (hold: string, who: string) => `*${hold}*: the approval by ${who} did not go through`,
  holdUnknown: (hold: string, who: string) =>
    `*${hold}*: ${who} asked to approve; CircleCI has not confirmed it`,
  moreHolds: (count: string) => `and ${count} more ${plural(count, 'approval', 'approvals')}, see CircleCI`,

  rerunPending: (who: string) => `Starting a rerun… (${who})`,
  rerunBy: (who: string) => `Rerun by ${who}`,
  rerunFailed: (who: string) => `The rerun by ${who} did not go through`,
  rerunUnknown: (who: string) => `${who} asked for a rerun; CircleCI has not confirmed it`,
  cancelPending: (who: string) => `Canceling… (${who})`,
  cancelBy: (who: string) => `Canceled by ${who}`,
  cancelFailed: (who: string) => `The cancellation by ${who} did not go through`,
  cancelUnknown: (who: string) => `${who} asked to cancel; CircleCI has not confirmed it`,

  fallback: (status: string, subject: string) => `${status}: ${subject}`,
  fallbackHolds: (names: string) => `waits for approval: ${names}`,
};
