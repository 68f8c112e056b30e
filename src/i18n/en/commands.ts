import { approvalHelp } from './commands-approvals.ts';
import { governedHelp } from './commands-governed.ts';
import { lockHelp } from './commands-locks.ts';
import { subscribeHelp } from './commands-subscribe.ts';
import { timingMistakes } from './digests.ts';
import { running } from './running.ts';
import { typedMistakes } from './typed.ts';
import { waitingMistakes } from './waiting.ts';

/** What `/circleci` says. Arguments named by people come in as code spans or links, escaped already. */

const help = {
  run: {
    usage:
      '/circleci run [project | preset] [branch | branch:NAME | tag:NAME] [definition:NAME] [key=value …]',
    about: 'Start a pipeline. Without anything after it, a form opens.',
    notes: [
      'The first word is the project: `gh/org/repo`, a CircleCI link, or its short name. Where this channel has a default project, leave it out.',
      'One plain word more is the branch. `tag:v1.2.0` runs a tag; `branch:web` is a branch even where a project is called so.',
      '`key=value` passes a pipeline parameter: `true` and `false` become booleans, whole numbers become integers, and anything in quotes stays text. JSON needs no quotes: `services=["api","web"]`.',
    ],
    examples: [
      '/circleci run',
      '/circleci run web main',
      '/circleci run gh/acme/web tag:v1.2.0 deploy=true note="two words"',
    ],
  },
  status: {
    usage: '/circleci status [project | link] [branch]',
    about: 'Show the newest pipelines, or the one behind a link.',
    notes: ['Without a project: this channel’s default project, or else what this channel has cards of.'],
    examples: ['/circleci status', '/circleci status web main'],
  },
  approve: {
    usage: '/circleci approve [link | #NUMBER]',
    about: 'Let a pipeline that is on hold go on.',
    notes: [
      'Without a link: the hold that waits in this channel. When several wait, you get a list to choose from.',
      'A link to a workflow, a job or a pipeline, or the number of a pipeline, says which one.',
      'Where a rule asks for several people, yours is one vote; the last one needed approves.',
    ],
    examples: ['/circleci approve', '/circleci approve #128 reason:"tried it on staging"'],
  },
  rerun: {
    usage: '/circleci rerun [link | #NUMBER] [--failed | --jobs]',
    about: 'Run a workflow again; with `--failed` only from its failed jobs on, with `--jobs` chosen jobs.',
    notes: ['Without a link: the finished workflow of this channel, or a list when there are several.'],
    examples: ['/circleci rerun --failed', '/circleci rerun #128'],
  },
  cancel: {
    usage: '/circleci cancel [link | #NUMBER]',
    about: 'Stop a workflow that runs or waits.',
    notes: ['Without a link: the running workflow of this channel, or a list when there are several.'],
    examples: ['/circleci cancel', '/circleci cancel #128'],
  },
  ...subscribeHelp,
  unsubscribe: {
    usage: '/circleci unsubscribe PROJECT',
    about: 'Stop showing a project’s pipelines in this channel.',
    notes: [],
    examples: ['/circleci unsubscribe web'],
  },
  subscriptions: {
    usage: '/circleci subscriptions',
    about: 'List what this channel is subscribed to.',
    notes: [],
    examples: ['/circleci subscriptions'],
  },
  explain: {
    usage: '/circleci explain [link | #NUMBER]',
    about: 'Say why a pipeline has a card in this channel, or why it has none.',
    notes: [
      'Each subscription of the channel tells which of its filters let the pipeline pass and which do not.',
    ],
    examples: ['/circleci explain #128'],
  },
  use: {
    usage: '/circleci use [PROJECT] [language:en|ja]',
    about: 'Set this channel’s default project and the language of its cards.',
    notes: ['Without anything after it: show what is set.'],
    examples: ['/circleci use gh/acme/web', '/circleci use language:ja'],
  },
  link: {
    usage: '/circleci link [LOGIN | E-MAIL]',
    about: 'Say which login or e-mail address of your commits is you.',
    notes: [
      'It is about yourself only. An address that Slack has for you too is proof; a login is shown as your word.',
      'Without anything after it: what you are known as.',
    ],
    examples: ['/circleci link', '/circleci link ada-quill'],
  },
  unlink: {
    usage: '/circleci unlink [LOGIN | E-MAIL]',
    about: 'Take that back; without anything after it, all of it.',
    notes: [],
    examples: ['/circleci unlink ada-quill'],
  },
  whoami: {
    usage: '/circleci whoami',
    about: 'Show who you are to the bot, and who the bot is to CircleCI.',
    notes: [],
    examples: ['/circleci whoami'],
  },
  health: {
    usage: '/circleci health [resend]',
    about: 'Show how quickly and completely cards reach Slack.',
    notes: [
      'Cards over the last hour and day: delivered, late, repaired, failed, and how long they took.',
      'With `resend`: what was given up after five tries is sent again. Doing it twice sends nothing twice.',
    ],
    examples: ['/circleci health', '/circleci health resend'],
  },
  ...approvalHelp,
  ...governedHelp,
  ...running.help,
  ...lockHelp,
  help: {
    usage: '/circleci help [command]',
    about: 'Show this list, or everything about one command.',
    notes: [],
    examples: ['/circleci help', '/circleci help run'],
  },
};

const mistakes = {
  ...timingMistakes,
  ...typedMistakes,
  ...waitingMistakes,
  'unknown-command': (word: string) => `There is no command ${word}.`,
  'unexpected-word': (word: string) => `I do not know what ${word} means here. Nothing was done.`,
  'unknown-option': (word: string) => `There is no option ${word}. Nothing was done.`,
  'project-missing': () =>
    'Which project? This channel has no default one. Name it, or set a default with `/circleci use PROJECT`.',
  'project-unknown': (word: string) =>
    `I know no project ${word}. Write it as \`gh/org/repo\` or paste a link to it from CircleCI. If it is new, check that the bot’s CircleCI user can see it.`,
  'project-ambiguous': (word: string) =>
    `Several projects are called ${word}. Write the one you mean in full.`,
  'not-a-circleci-link': (word: string) => `${word} is not a link of CircleCI that I can read.`,
  'not-a-target': (word: string) =>
    `${word} is neither a link to CircleCI nor the number of a pipeline. Nothing was done.`,
  'link-not-found': (word: string) =>
    `CircleCI does not know what ${word} points at, or the bot’s CircleCI user may not see it.`,
  'number-not-found': (word: string) =>
    `There is no pipeline ${word} here: it is neither among this channel’s cards nor in its default project. Paste its link instead.`,
  'two-refs': (first: string, second: string) =>
    `${first} and ${second} are two things to run, and a pipeline runs one. Nothing was started.`,
  'empty-value': (word: string) => `Something is missing after ${word}. Leave no space behind the sign.`,
  'parameter-without-key': (word: string) => `${word} has no name before the \`=\`. Nothing was started.`,
  'parameter-repeated': (key: string) => `${key} is given twice. Nothing was started.`,
  'parameter-key-too-long': (key: string, max: number) =>
    `The name ${key} is too long: CircleCI takes ${max} characters. Nothing was started.`,
  'parameter-value-too-long': (key: string, max: number) =>
    `The value of ${key} is too long: CircleCI takes ${max} characters. Nothing was started.`,
  'too-many-parameters': (max: number) =>
    `These are more parameters than the ${max} that CircleCI takes. Nothing was started.`,
  'unknown-filter': (word: string) =>
    `${word} is no filter. There are \`branch:\`, \`tag:\`, \`workflow:\`, \`job:\`, \`author:\`, \`bots:\`, \`outcome:\`, \`mine:\`, \`mention:\`, \`threads:\`, \`edges:\`, \`quiet=\`, \`digest=\`, \`budget=\`, \`urgent=\`, \`remind=\`, \`escalate=\` and \`expire=\`. Nothing was changed.`,
  'unknown-outcome': (word: string) =>
    `${word} is no outcome. There are \`failed\`, \`fixed\`, \`broken\`, \`success\`, \`canceled\`, \`on_hold\` and \`all\`. Nothing was changed.`,
  'unknown-bots': (word: string) =>
    `${word} says nothing about bots. There are \`bots:in\` and \`bots:out\`. Nothing was changed.`,
  'unknown-switch': (word: string) => `${word} is neither on nor off. Nothing was changed.`,
  'unknown-person': (word: string) =>
    `${word} is nobody I can mention: names are anybody’s. Write \`author\`, or choose a person or group as Slack offers them after \`@\`. If you did, whoever runs this bot has to turn on “Escape channels, users, and links” for its command. Nothing was changed.`,
  'not-an-identity': (word: string) =>
    `${word} is neither a login nor an e-mail address. Nothing was changed.`,
  'project-glob': (word: string) =>
    `${word} does not say of which organization. Only the last part of a project may have wildcards. Nothing was changed.`,
  'too-many-patterns': (key: string, max: number) =>
    `${key} takes at most ${max} values, each at most 255 characters long. Nothing was changed.`,
  'unknown-language': (word: string) =>
    `${word} is no language that I speak. There are \`en\` (English) and \`ja\` (日本語). Nothing was changed.`,
  'link-missing': () =>
    'Which pipeline? This channel has no card yet, so paste a link to it from CircleCI: `/circleci explain LINK`.',
  'needs-channel': () => 'This works in a channel. Open the channel it is about and type it there.',
};

export const commands = {
  help,
  helpTitle: 'What you can type',
  helpMore: 'Everything about one of them: `/circleci help run`',
  usage: 'Usage:',
  examples: 'For example:',
  mistakes,
  didYouMean: (forms: string) => `Did you mean ${forms}?`,
  or: ' or ',
  noCardHere:
    'I may not write in this channel, so it has no card here. Invite me with `/invite`, or look with `/circleci status LINK`.',
  takenForBranch: (word: string, project: string) =>
    `I took ${word} for a branch of ${project}. If it is a project, write it as \`gh/org/repo\`.`,
  nothingToApprove:
    'Nothing waits for approval here. If you expected a hold, paste the link of its workflow: `/circleci approve LINK`.',
  nothingWaitsIn: (what: string) => `Nothing in ${what} is waiting for approval.`,
  nothingToCancel:
    'Nothing runs or waits here. To stop something else, paste its link: `/circleci cancel LINK`.',
  nothingToRerun:
    'There is no finished workflow here to run again. For another one, paste its link: `/circleci rerun LINK`.',
  nothingFailed:
    'There is no failed workflow here to run again. For another one, paste its link: `/circleci rerun LINK --failed`.',
  subscribed: (project: string) => `This channel now shows pipelines of ${project}.`,
  webhookMissing: (project: string, url: string) =>
    `I have not received anything from CircleCI about ${project} so far. Someone who administers the project has to add a webhook in CircleCI (Project Settings, Webhooks) with the URL ${url}, both events, and the secret that this bot is configured with.`,
  webhookPath: (path: string) => `${path} at the address of this bot`,
  unsubscribed: (project: string) => `This channel no longer shows pipelines of ${project}.`,
  notSubscribed: (project: string) => `This channel is not subscribed to ${project}. Nothing was changed.`,
  subscribedTo: (list: string) => `It is subscribed to ${list}.`,
  noSubscriptions: 'This channel has no subscriptions. Add one with `/circleci subscribe PROJECT`.',
  subscriptionsTitle: 'Subscriptions of this channel',
  filterTags: (patterns: string) => `tags ${patterns}`,
  filterJobs: (patterns: string) => `jobs ${patterns}`,
  filterAuthors: (patterns: string) => `authors ${patterns}`,
  filterNoBots: 'without bots',
  filterUsual: 'failed, fixed and on hold; success on the default branch',
  filterBranches: (patterns: string) => `branches ${patterns}`,
  filterWorkflows: (patterns: string) => `workflows ${patterns}`,
  filterOutcomes: (outcomes: string) => `only ${outcomes}`,
  everything: 'everything',
  unsubscribeWith: (form: string) => `Remove one with ${form}`,
  defaultProjectIs: (project: string) => `This channel’s default project is ${project}.`,
  noDefaultProject: 'This channel has no default project. Set one with `/circleci use PROJECT`.',
  languageIs: (language: string) => `Cards in this channel are in ${language}.`,
  languages: { en: 'English', ja: 'Japanese' },
  youAre: (mention: string, id: string) => `You are ${mention} (${id}) in Slack.`,
  botIs: (login: string, name: string, host: string) =>
    `On ${host} the bot itself is ${login} (${name}). CircleCI shows that name for what is done with the bot’s token; the cards and the audit log name you.`,
  botUnknown: 'CircleCI did not say just now who the bot is there.',
};
