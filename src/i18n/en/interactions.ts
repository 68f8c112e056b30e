import { plural } from '../format.ts';

/** The form that starts a pipeline, the list to choose from, and what to say when something breaks. */

const modal = {
  title: 'Run a pipeline',
  submit: 'Run',
  close: 'Cancel',
  project: 'Project',
  projectPlaceholder: 'Type a part of its name',
  ref: 'Branch or tag',
  refPlaceholder: 'The default branch',
  refHint:
    'Leave it empty for the project’s default branch. Any branch can be typed, also one not in the list.',
  parameters: 'Parameters',
  parametersPlaceholder: 'deploy=true',
  parametersHint: 'One key=value on each line, as the project’s configuration declares them.',
  refOfBranch: (name: string) => `Branch ${name}`,
  refOfTag: (name: string) => `Tag ${name}`,
  typedBranch: (name: string) => `Use branch “${name}”`,
  typedTag: (name: string) => `Use tag “${name}”`,
  typedProject: (name: string) => `Use “${name}”`,
  projectMissing: 'Choose a project.',
  projectUnknown: 'CircleCI does not know this project any more, or the bot may not see it.',
  refUnknown: 'This branch or tag is no longer in the list. Choose it again.',
  parameterLine: (line: number, problem: string) => `Line ${line}: ${problem}`,
  lineWithoutSign: 'Write it as key=value.',
};

const picker = {
  approve: 'Several approvals wait. Which one?',
  reject: 'Several approvals wait. Which one is to be rejected?',
  cancel: 'Several workflows run or wait. Which one do you want to cancel?',
  rerun: 'Several workflows could run again. Which one?',
  rerunFailed: 'Several workflows failed. Which one is to run again from its failed jobs?',
  approveButton: 'Approve',
  rejectButton: 'Reject',
  cancelButton: 'Cancel workflow',
  rerunButton: 'Run again',
  more: (count: string) =>
    `${count} more ${plural(count, 'is', 'are')} not listed. For one of them add its link to the command.`,
  holdOf: (hold: string, workflow: string) => `*${hold}* in workflow ${workflow}`,
  workflowIs: (workflow: string, status: string) => `Workflow *${workflow}*: ${status}`,
};

const trouble = {
  circleci: {
    unauthorized:
      'CircleCI does not accept the bot’s token. Nothing was done. Whoever runs this bot has to give it a new one.',
    not_found:
      'CircleCI does not know this, or the bot’s CircleCI user may not see it. Check the name or the link.',
    invalid_request: 'CircleCI did not accept the request.',
    conflict:
      'CircleCI says that something else is happening to this just now. Look at its state and try again.',
    rate_limited: 'CircleCI asks the bot to slow down. Try again in a minute.',
    unavailable: 'CircleCI cannot be reached just now. Try again in a minute.',
    timeout: 'CircleCI took too long to answer. Try again in a minute.',
    unexpected_response:
      'CircleCI answered something that the bot does not understand. Try again; if it stays, tell whoever runs this bot.',
    not_on_this_host: 'This CircleCI Server does not offer what is needed for that.',
  },
  itSays: (message: string) => `It says:\n${message}`,
  maybeDone: 'It may have been carried out all the same: look in CircleCI before you ask again.',
  slack: {
    refused:
      'Slack did not accept what the bot wanted to show. Try again; if it stays, tell whoever runs this bot.',
    expired:
      'That took too long: Slack opens a form only within three seconds. Nothing was done. Type the command again, or click the button again.',
    before:
      'The bot cannot reach Slack’s Web API right now, so your request was not taken up. Nothing was done. Try again in a minute.',
    rate_limited: 'Slack asks the bot to slow down. Try again in a minute.',
    lost: 'The connection to Slack broke. Look whether it happened before you try again.',
  },
  other:
    'Something broke inside the bot. Look at the card before you try again; if it stays, tell whoever runs this bot.',
  restarting:
    'The bot is restarting and could not finish this. Nothing was changed in CircleCI. Try again in a minute.',
  database: {
    before:
      'The bot’s database cannot be reached right now, so your request was not taken up. Nothing was done. Try again in a minute.',
    later:
      'The bot’s database cannot be reached right now. Nothing was changed in CircleCI. Try again in a minute; if you changed a setting of the bot, look first whether it was saved.',
    stored:
      'The bot’s database cannot be reached right now. Your request is stored and goes on when the database is back, and you get the result then. You need not ask again.',
  },
  reference: (reference: string) => `Reference for the log: ${reference}`,
};

/** A window that opens before its form is known. */
const loading = {
  title: 'CircleCI',
  close: 'Close',
  text: 'The form is being loaded. This takes longer than usual because the bot’s database answers slowly.',
  failed: 'The form could not be loaded, and nothing was done. Close this window and try again in a minute.',
};

/** What takes longer than a person waits without a word. */
const slow = {
  circleci: 'This takes longer than usual because CircleCI answers slowly. The result follows here.',
  database:
    'This takes longer than usual because the bot’s database answers slowly. The result follows here.',
  other: 'This takes longer than usual. The result follows here.',
  form: 'The bot’s database answers slowly, and nothing was done. Send the form again in a moment.',
  over: 'Your request is finished now. The card or the list shows the result.',
};

export const interactions = {
  modal,
  picker,
  trouble,
  slow,
  loading,
  statusTitle: 'Newest pipelines',
  noPipelines: 'There are no pipelines for that. Check the branch, or start one with `/circleci run`.',
  buttonTooOld: 'This button is from an older version of the bot. Open the newest card, or type the command.',
  formTooOld: 'This form is too old, or was opened by another person. Close it and open a new one.',
};
