import { plural } from '../format.ts';

/** Emergency stops. Arguments are mrkdwn, already escaped, unless their name says `plain`. */
export const stops = {
  asked: (who: string, place: string) => `🛑 ${who} asks to stop everything that runs on ${place}.`,
  reason: (reason: string) => `Reason: ${reason}`,
  count: (count: string) =>
    `*${count}* ${plural(count, 'workflow runs or waits', 'workflows run or wait')} now:`,
  oneRuns: '*1* workflow runs or waits now:',
  andMore: (count: string) => `and ${count} more`,
  lookedAt: (count: string) =>
    `The newest ${plural(count, 'pipeline was', `${count} pipelines were`)} looked at, and those known to run. Older ones were not.`,
  twoPeople: (until: string) =>
    `Two people have to confirm it, before ${until}. Each of the workflows is then canceled; what starts meanwhile is, too.`,
  firstBy: (who: string) => `Confirmed by ${who}. One more person has to.`,
  confirm: 'Confirm the stop',
  confirmTitle: 'Cancel everything that runs?',
  confirmText: (plainPlace: string) =>
    `When two people have confirmed it, every workflow that runs or waits on ${plainPlace} is canceled. That cannot be undone.`,
  confirmYes: 'Confirm',
  callOff: 'Call it off',
  expired: 'Nobody or only one confirmed it in time. Nothing was canceled.',
  calledOff: (who: string) => `Called off by ${who}. Nothing was canceled.`,
  confirmedBy: (first: string, second: string) => `Confirmed by ${first} and ${second}.`,
  running: (done: string, known: string) => `Stopping… ${done} of ${known} ended.`,
  done: 'Done. Nothing runs there any more.',
  doneBut: (count: string) =>
    `Ended, but ${count} still ${plural(count, 'runs', 'run')}. Look in CircleCI, and ask for another stop.`,
  doneBlind: 'Ended without knowing what still runs: CircleCI could not be asked. Look there.',
  counts: (canceled: string, finished: string, failed: string) =>
    `Canceled: ${canceled} · ended by themselves before: ${finished} · not canceled: ${failed}`,
  /** Why a workflow could not be canceled, where it is not in CircleCI’s own words. */
  problems: {
    gone: 'CircleCI does not let this token cancel it, or does not know it',
    unavailable: 'CircleCI could not be reached',
    denied: 'the rules have changed',
    'not-connected': 'whoever confirmed it is not connected any more',
    'identity-changed': 'whoever confirmed it has connected or disconnected meanwhile',
    'token-unreadable': 'the token of whoever confirmed it cannot be decrypted',
    'token-refused': 'CircleCI does not accept the token of whoever confirmed it',
  },
  failedList: (names: string) => `Not canceled: ${names}`,
  trouble: (message: string) => `CircleCI could not be asked just now: ${message}`,
  keepOut: (command: string) => `So that nothing is started there again: ${command}`,

  nothingRuns: (place: string) => `Nothing runs on ${place}. Nothing was done.`,
  goingOn: (place: string) => `A stop of ${place} is being asked for or under way already, see its message.`,
  needsChannel: 'Type it in a channel that the bot is in: others have to see it.',
  cannotPost: 'The bot cannot write to this channel, so nobody could confirm it. Invite it, then try again.',
  posted: 'The stop is shown in this channel. It takes two people to confirm it.',
  over: 'This stop is over, or it was never there. Nothing was changed.',
  sameAgain: 'You have confirmed it already. It takes another person.',
  firstNoLonger: (who: string) =>
    `${who} had confirmed it and may not any more, so that does not count. It still takes another person besides you.`,
  firstNoted: 'Confirmed. It takes one more person.',
  secondNoted: 'Confirmed. Everything that runs there is now canceled; the message shows how it goes.',
  calledOffByYou: 'You have called it off.',
  projectMissing: 'Say what to stop: `/circleci stop PROJECT` or `/circleci stop PROJECT/BRANCH`.',
};
