/** Locks and freezes. Arguments are mrkdwn, already escaped. */
export const locks = {
  everything: 'everything',
  ofBranch: (project: string, branch: string) => `${project}, branch ${branch}`,
  locked: (place: string, who: string, until: string, reason: string) =>
    `🔒 ${place} is locked by ${who} until ${until}: ${reason}`,
  frozen: (who: string, until: string, reason: string) =>
    `🧊 Everything is frozen by ${who} until ${until}: ${reason}`,

  refused: 'Nothing was done:',
  refusedNext: 'Whoever has the lock may go on; canceling is always possible.',
  refusedFreeze: 'A freeze holds for everyone, also for whoever made it; canceling is always possible.',
  mayPass: 'A rule lets you go past it if you say why: type the command with `reason:"…"`.',
  refusedOwnFreeze:
    'It is your own freeze, and it applies to you as well. End it with `/circleci unfreeze`; canceling is always possible.',
  ask: 'Ask the holder',

  taken: (place: string, who: string) => `${who} has ${place} now:`,
  done: (place: string, until: string) => `You have locked ${place} until ${until}.`,
  doneFreeze: (until: string) => `You have frozen everything until ${until}.`,
  changed: (place: string, until: string) => `Your lock of ${place} now ends at ${until}.`,
  howToRelease: (command: string) => `Release it with ${command}. You are reminded before it ends.`,
  cut: (longest: string) => `That was longer than is possible; the longest is ${longest}.`,
  tooMany: (most: string) =>
    `There are ${most} locks already, of all or of you alone, and more are not possible. Nothing was locked.`,
  connectFirst:
    'This is for people who can have something done in CircleCI. Connect a token of your own first: `/circleci connect`. Nothing was done.',

  howLong: (given: string, longest: string) =>
    `${given} isn’t a duration. Give the duration after the project: \`30m\`, \`2h\`, \`1d\`, at most ${longest}. Nothing was locked.`,
  howLongMissing: (longest: string) =>
    `How long? \`/circleci lock PROJECT 2h REASON\`, at most ${longest}. Nothing was locked.`,
  howLongFreeze: (given: string, longest: string) =>
    `${given} isn’t a duration. Give the duration first: \`30m\`, \`2h\`, \`1d\`, at most ${longest}. Nothing was frozen.`,
  howLongMissingFreeze: (longest: string) =>
    `How long? \`/circleci freeze 2h REASON\`, at most ${longest}. Nothing was frozen.`,
  whyMissing: 'Say why after the time: it is what the others read. Nothing was locked.',
  noTags: 'A tag cannot be locked. Lock the whole project, or a branch: `PROJECT/BRANCH`.',

  none: 'Nothing is locked.',
  title: 'Locked now:',
  more: (count: string) => `and ${count} more`,
  notLocked: (place: string) => `There is no lock of ${place}.`,
  notFrozen: 'Nothing is frozen.',
  notLockedBut: 'There are these:',
  released: (place: string) => `You have released ${place}. Whoever asked for it is told.`,
  releasedFreeze: 'You have ended the freeze.',
  releaseReason: (who: string) =>
    `It is ${who}’s. To release it all the same, say why after the command; ${who} is told. Nothing was changed.`,
  releaseGone: 'It was released already, or its time was up.',
  holderLeft: 'its holder has left the workspace',

  asked: (who: string) => `${who} was asked in a direct message. You are told the answer.`,
  askedAlready: (who: string) => `You asked ${who} already, a short while ago. You are told the answer.`,
  askOwn: 'It is your own lock.',
  askGone: 'It is locked no more. Try again.',
  askTooMany: 'So many have asked already that the holder knows. Nobody was asked again.',
  extended: (place: string, until: string) => `Your lock of ${place} now ends at ${until}.`,
  notYours: 'It is not yours, or it is over. Nothing was changed.',
  keptIt: (who: string) => `You keep it. ${who} is told.`,

  release: 'Release',
  keep: 'Keep',
  extend: 'Extend by 1 hour',
  news: {
    asked: (who: string, place: string) => `${who} asks whether you release ${place}.`,
    soon: (place: string, until: string) => `Your lock of ${place} ends at ${until}.`,
    soonFreeze: (until: string) => `Your freeze of everything ends at ${until}.`,
    expired: (place: string) => `Your lock of ${place} has ended: its time was up.`,
    taken: (who: string, place: string, reason: string) =>
      `${who} has released your lock of ${place}: ${reason}`,
    kept: (who: string, place: string, until: string) => `${who} keeps the lock of ${place}, until ${until}.`,
    free: (place: string) => `${place} is locked no more. You had asked for it.`,
    over: (place: string, who: string | null) =>
      who === null
        ? `🔓 ${place} is locked no more: the time was up.`
        : `🔓 ${place} is locked no more: ${who} released it.`,
    overFreeze: (who: string | null) =>
      who === null ? '🔓 The freeze is over: its time was up.' : `🔓 The freeze is over: ${who} ended it.`,
  },
  homeTitle: 'Locks',
};
