import { plural } from '../format.ts';

/** What is behind an approval: on the card, in the form that a button opens, and the warning before approving. */
export const approvalDetail = {
  /** At most 24 characters: also the form's title. */
  button: 'What am I approving?',
  buttonNamed: (plainHold: string) => `What am I approving with ${plainHold}?`,
  close: 'Close',

  commits: (count: number, shown: string) => `At least ${shown} ${plural(count, 'commit', 'commits')}`,
  by: (commits: string, people: string) => `${commits} by ${people}`,
  since: (commits: string, jobs: string, run: string) => `${commits} since ${jobs} last succeeded (${run})`,
  same: (jobs: string, run: string) => `This very commit was the last with which ${jobs} succeeded (${run})`,
  notFound: (commits: string, jobs: string, runs: string) =>
    `${commits}; ${jobs} did not succeed in the ${runs} of this branch that were looked at`,
  never: (commits: string, jobs: string, runs: string) =>
    `${commits}; ${jobs} never succeeded on this branch (${runs})`,
  earlierRuns: (count: number, shown: string) => `${shown} earlier ${plural(count, 'run', 'runs')}`,
  firstOnBranch: 'The first run of this branch that CircleCI lists',
  changesUnread: 'What changed since could not be read',
  noBranch: 'It runs on no branch, so that there is no earlier run to compare with.',

  unlocks: (jobs: string) => `unlocks ${jobs}`,
  unlocksNothing: 'no job waits behind it',
  behindUnread: 'which jobs wait could not be read',
  contexts: (names: string) => `contexts ${names}`,
  contextsUnread: 'contexts could not be read',

  heading: (hold: string, workflow: string, pipeline: string) =>
    `Approving *${hold}* lets workflow ${workflow} of ${pipeline} go on.`,
  startedBy: (login: string) => `CircleCI says that ${login} started this workflow.`,
  changes: '*Changes*',
  compare: 'Compare in the repository',
  commitLine: (commit: string, subject: string, run: string) =>
    subject === '' ? `${commit} (${run})` : `${commit} ${subject} (${run})`,
  madeBy: (who: string) => `by ${who}`,
  pushedBy: (who: string) => `pushed by ${who}`,
  triggeredBy: (who: string) => `triggered by ${who}`,
  moreCommits: (count: string) => `and ${count} more`,
  lowerBound: 'CircleCI knows pipelines and the newest commit of each; a push may have brought more commits.',
  comparisonShowsAll: 'The comparison shows all.',
  jobs: '*Jobs that wait*',
  jobsNow: (jobs: string) => `This approval lets go on: ${jobs}`,
  jobsLater: (jobs: string) => `They also wait for another approval: ${jobs}`,
  contextsTitle: '*Contexts*',
  contextLine: (context: string, jobs: string, verdict: string) => `${context} (used by ${jobs}): ${verdict}`,
  contextLater: 'after another approval',
  noContexts: 'The jobs use no context.',
  moreContexts: (count: string) => `and ${count} more ${plural(count, 'context', 'contexts')}`,
  unknownJobs: (count: string) =>
    `The configuration does not show which contexts ${count} ${plural(count, 'job uses', 'jobs use')}.`,
  fine: 'you can use it',
  fineForAll: 'everyone in the organization can use it',
  refused: {
    project: 'it is restricted to other projects; its jobs would be unauthorized whoever approves',
    expression: 'its rule does not hold for this pipeline; its jobs would be unauthorized whoever approves',
    stranger:
      'whoever would approve for you does not belong to the organization; its jobs would be unauthorized',
  },
  unknown: {
    unread: 'cannot tell: CircleCI does not show its restrictions to the bot',
    groups: (groups: string) =>
      `cannot tell: only for ${groups}, and CircleCI does not tell who is in a group`,
    expressions: (rules: string) => `cannot tell: it has rules that only CircleCI works out (${rules})`,
  },
  asOf: (moment: string) => `As of ${moment}.`,
  reading: 'CircleCI is being asked. This fills itself in.',
  gone: 'This approval does not wait any more.',

  warning: (contexts: string) =>
    `Nothing was approved yet. Jobs behind this approval would be refused by CircleCI: ${contexts}`,
  warnedContext: (context: string, why: string) => `${context}: ${why}`,
  warningAdvice:
    'Have the context’s restrictions changed, or somebody approve who may use it. If you know better, approve anyway.',
  anyway: 'Approve anyway',
};
