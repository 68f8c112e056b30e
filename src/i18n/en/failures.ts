import { plural } from '../format.ts';

/** Why a workflow failed: on the card and in its thread. Arguments are mrkdwn, escaped, unless their name says `plain`. */
export const failures = {
  title: (workflow: string) => `Why ${workflow} failed`,
  fallback: (workflow: string, jobs: string) => `Why ${workflow} failed: ${jobs}`,
  moreJobs: (count: string) => `and ${count} more failed ${plural(count, 'job', 'jobs')}, see CircleCI`,
  oneMoreJob: 'and 1 more failed job, see CircleCI',

  step: (step: string) => `step *${step}*`,
  exitCode: (code: number) => `exit code ${code}`,
  parallelRun: (index: number) => `parallel run ${index}`,
  noStep: 'CircleCI names no failed step',
  logUnread: 'CircleCI did not give the log',
  noOutput: 'The step printed nothing.',
  outputUnread: 'CircleCI did not give the output of this step. Open the job in CircleCI to see it.',

  testsFailed: (failed: string, total: string) =>
    `${failed} of ${total} ${plural(total, 'test', 'tests')} failed`,
  testsFailedAtLeast: (failed: string, read: string) =>
    `${failed} of the first ${read} ${plural(read, 'test', 'tests')} failed`,
  testsUnread: 'the test results could not be read',
  testsFlaky: (count: string) => `${count} known as flaky`,
  flakyUnread: 'Which of them are flaky could not be read.',
  flaky: (times: string) => `known as flaky: ${times} ${plural(times, 'time', 'times')} in two weeks`,
  flakyOnce: 'known as flaky: once in two weeks',
  moreTests: (count: string) => `and ${count} more`,

  artifacts: (list: string) => `Artifacts: ${list}`,
  allArtifacts: (count: string) => `all ${count}`,
  artifactsUnread: 'The list of artifacts could not be read.',

  since: (first: string, green: string) => `Failing since ${first}. Last green: ${green}.`,
  sameCommit: (first: string, green: string) =>
    `The commit that ${first} failed on was green in ${green}: the cause may not be in the code.`,
  undecided: (count: string) => `${count} ${plural(count, 'run', 'runs')} between them came to no result.`,
  undecidedOne: 'One run between them came to no result.',
  noGreen: (count: string) =>
    plural(
      count,
      'The run before it on this branch was not green, either.',
      `None of the ${count} runs before it on this branch was green.`,
    ),
  firstOnBranch: 'It is the first run of this branch.',
  originUnread: 'Since when it fails could not be read.',
  thisRun: 'this run',

  masked: 'Secrets are masked as far as the bot can tell one.',
  log: 'Whole log',
  logNamed: (plainJob: string) => `Whole log of ${plainJob}`,
  logTitle: (plainJob: string) => `Put the log of ${plainJob} here?`,
  logText: (plainJob: string) =>
    `What the failed steps of “${plainJob}” printed becomes a file in this thread, for all who see this channel. Secrets are masked as far as the bot can tell one.`,
  logConfirm: 'Put it here',
  ssh: 'Rerun with SSH',
  sshNamed: (plainJob: string) => `Rerun ${plainJob} with SSH`,
  sshTitle: (plainJob: string) => `Rerun ${plainJob} with SSH?`,
  sshText: (plainJob: string) =>
    `The job “${plainJob}” runs again and can be reached over SSH, with the SSH keys of the bot’s own CircleCI user. It costs credits until it ends.`,
  sshConfirm: 'Rerun with SSH',

  sshStarted:
    'The rerun with SSH has started. How to connect stands in the job’s “Enable SSH” step in CircleCI. It lets in the SSH keys of the bot’s CircleCI user.',
  file: {
    title: (plainJob: string) => `Log of ${plainJob}`,
    head: (plainPipeline: string, plainJob: string) => `${plainPipeline}, job ${plainJob}`,
    note: 'The failed steps only. Secrets are masked as far as the bot can tell one.',
    step: (plainStep: string) => `Step: ${plainStep}`,
    cut: 'The beginning is left out because the output is too long; CircleCI has all of it.',
    unread: 'CircleCI did not give the output of this step.',
    empty: 'The step printed nothing.',
    more: (count: string) =>
      `${count} more failed ${plural(count, 'step is', 'steps are')} not in this file.`,
  },
  logOutcome: {
    gone: 'The bot has no card of this job in this channel any more, so there is no thread to put the log into. Open the job in CircleCI.',
    already:
      'Somebody has just asked for this log: it is in this thread, or comes in a moment. Should it stay away, ask again in ten minutes.',
    noLog:
      'CircleCI did not give the log of this job. Nothing was put here. Open the job in CircleCI, or try again in a minute.',
    noScope:
      'Slack does not let the bot upload files: the app lacks the scope `files:write`. Whoever runs this bot has to add it and install the app anew. Open the job in CircleCI meanwhile.',
    lost: 'Slack did not say whether it took the file. Look into the thread before you ask again.',
  },
};
