import { plural } from '../format.ts';

/** Why something is shown, what a subscription would show, and the form that edits one. Arguments are mrkdwn. */
export const subscriptions = {
  hasCard: (pipeline: string) => `*Why this channel has a card of ${pipeline}*`,
  hasNoCard: (pipeline: string) => `*Why this channel has no card of ${pipeline}*`,
  askedHere: (who: string) => `${who} started it, or acted on it, from this channel.`,
  noSubscription: 'This channel has no subscriptions.',
  earlierReason:
    'None of the subscriptions would bring it now. They have been changed since, or it changed after the card was posted.',
  willCome: 'A subscription lets it pass now. The card comes with the next news of this pipeline.',
  letsPass: (project: string) => `✅ ${project} lets it pass`,
  stops: (project: string) => `➖ ${project} does not let it pass`,
  clauses: {
    project: 'Project',
    ref: 'Branch or tag',
    author: 'Author',
    mine: 'Whose',
    bots: 'Bots',
    workflow: 'Workflow',
    job: 'Job',
    outcome: 'Outcome',
  },
  why: {
    'not-asked': 'anything',
    'bots-welcome': 'bots are let in',
    matched: (value: string, pattern: string) => `${value} is let in by ${pattern}`,
    excluded: (value: string, pattern: string) => `${value} is left out by ${pattern}`,
    'not-excluded': (values: string) => `nothing leaves out ${values}`,
    'none-matched': (values: string) => `nothing lets in ${values}`,
    nothingThere: 'there is none',
    'only-branches': 'only branches are asked for, and this is a tag',
    'only-tags': 'only tags are asked for, and this is a branch',
    'did-not-start': 'CircleCI could not run its configuration',
    'no-bot': 'no bot had a hand in it',
    bot: (who: string) => `${who} is a bot, and bots are left out`,
    mine: (who: string) => `${who} had a hand in it`,
    'nobody-known': (who: string) =>
      `only pipelines of ${who} are asked for, and nobody knows in Slack whose this is`,
    'not-mine': (who: string, hands: string) =>
      `only pipelines of ${who} are asked for, and this is one of ${hands}`,
    nothingReached: 'nothing to tell has happened so far',
    'not-reached': (outcomes: string) => `it is ${outcomes}, which is not asked for`,
    'success-elsewhere': (ref: string) =>
      `it succeeded, which is shown for the default branch only, and this is ${ref}`,
  },
  /** A direct message with the bot is subscribed as a channel is. */
  subscribedYou: (project: string) => `You will now get pipelines of ${project} here.`,
  settingsKept:
    'What you did not name stays as it was. To start again from the defaults, add `reset` after the project.',
  form: {
    edit: 'Edit',
    title: 'Edit subscription',
    submit: 'Save',
    close: 'Cancel',
    outcome: 'Show a card when a pipeline',
    outcomeHint:
      'With none ticked: failed, fixed and waiting on every branch, succeeded on the default branch.',
    outcomes: {
      failed: 'failed',
      fixed: 'is fixed',
      broken: 'broke, which is to say failed for the first time',
      success: 'succeeded',
      canceled: 'was canceled',
      on_hold: 'waits for an approval',
      all: 'is first heard of, whatever becomes of it',
    },
    branches: 'Branches',
    tags: 'Tags',
    workflows: 'Workflows',
    jobs: 'Jobs',
    authors: 'Authors',
    placeholders: {
      branches: 'default, release/*, !dependabot/**',
      tags: 'v*',
      workflows: 'deploy-*',
      jobs: 'e2e',
      authors: 'ana, !ben',
    },
    bots: 'Bots',
    botsOut: 'Leave out what bots push',
    hint: 'Values are separated by commas; an empty field filters nothing. `*` stands for anything but a `/`, `**` for anything, `!` in front leaves out.',
    gone: 'This channel does not have that subscription any more. Nothing was changed.',
    tooLong:
      'The filters of this subscription are too long for a form. Change them with `/circleci subscribe PROJECT …`.',
  },
  dryRun: {
    title: (project: string) => `*Trying a subscription to ${project}*`,
    result: (shown: string, of: string, since: string) =>
      `This would have posted ${shown} of the ${of} ${plural(of, 'pipeline', 'pipelines')} that I know since ${since}.`,
    nothingStored: 'I know no pipelines of the last days to try it on. Nothing was changed.',
    unchanged: 'Nothing was changed. Type it without `--dry-run` to subscribe.',
  },
};
