import { plural } from '../format.ts';

/** Approvals by several people, rejections and delegations. Arguments are mrkdwn, already escaped, unless `plain`. */
export const votes = {
  rejectButton: 'Reject',
  rejectNamed: (plainHold: string) => `Reject ${plainHold}`,
  withdrawButton: 'Withdraw approval',
  withdrawNamed: (plainHold: string) => `Withdraw from ${plainHold}`,

  standsFor: (who: string, other: string) => `${who} for ${other}`,
  withReason: (who: string, reason: string) => `${who} (“${reason}”)`,
  tally: (have: string, needed: string, names: string) =>
    `${have} of ${needed} ${plural(needed, 'approval', 'approvals')}${names === '' ? '' : `: ${names}`}`,
  missing: (count: number) => `${count} more ${plural(count, 'is', 'are')} needed`,
  dropped: (names: string) => `counts no more: ${names}`,
  approvedBy: (names: string) => `Approved by ${names}`,
  rejecting: (hold: string, who: string) => `*${hold}*: rejecting… (${who})`,
  rejected: (hold: string, who: string) => `*${hold}*: rejected by ${who}`,
  rejectFailed: (hold: string, who: string) => `*${hold}*: the rejection by ${who} did not go through`,
  rejectUnknown: (hold: string, who: string) =>
    `*${hold}*: ${who} rejected it; CircleCI has not confirmed the cancellation`,

  voted: (have: number, needed: number) =>
    `Your approval is kept: ${have} of ${needed}. The card shows who is missing; *Withdraw approval* takes it back.`,
  votedBefore: (have: number, needed: number) =>
    `You have already approved this, and each person counts once. Approvals so far: ${have} of ${needed}.`,
  votedForYou: (who: string, have: number, needed: number) =>
    `${who} has approved this with the same right, which counts once. Approvals so far: ${have} of ${needed}.`,
  withdrawal: {
    withdrawn: 'Your approval is withdrawn. It counts no more.',
    'no-vote': 'There is no approval of yours here that could be withdrawn.',
    'too-late': 'It is too late: enough had approved, and it is being decided in CircleCI, or was.',
  },
  nothingToWithdraw: 'No approval that waits here has a vote of yours.',
  whichWithdraw:
    'You have approved several that still wait. Say which one, with its link: `/circleci withdraw LINK`.',
  nothingToReject: 'Nothing here waits for an approval, so there is nothing to reject.',

  form: {
    approveTitle: 'Approve',
    rejectTitle: 'Reject',
    approveIntro: (hold: string) => `To approve ${hold}, a rule asks for a reason.`,
    rejectIntro: {
      'cancel-workflow': (hold: string, workflow: string, others: string) =>
        `Rejecting ${hold} cancels the whole workflow ${workflow} in CircleCI, with all its running and waiting jobs${others === '' ? '' : ` and the other approvals in it: ${others}`}. Say why.`,
      'cancel-hold': (hold: string) => `Rejecting ${hold} cancels this approval in CircleCI. Say why.`,
    },
    label: 'Reason',
    hint: 'It stands on the card and in the audit log.',
    close: 'Not now',
    empty: 'Say why in a few words.',
    thisHold: 'this',
    tooLate:
      'Slack did not take the form, because it came too late. Nothing was done. Click again, or add `reason:"…"` to the command.',
  },

  delegate: {
    done: (who: string, until: string) =>
      `Until ${until}, ${who} may approve and reject what you may, where the rules name you or your groups. It counts once, as yours. \`/circleci delegate off\` ends it.`,
    ended: (who: string) => `${who} does not stand in for you any more.`,
    none: 'Nobody stands in for you. `/circleci delegate @person 4h` names somebody for a time.',
    who: 'Who shall stand in for you? Mention them: `/circleci delegate @person 4h on holiday`.',
    howLong: (most: number) =>
      `For how long? Write a time such as \`30m\`, \`4h\` or \`2d\`, at most ${most} days, after the person.`,
    self: 'You cannot stand in for yourself.',
    notAPerson:
      'Only full members of this workspace can stand in for somebody: no guests, bots or people of other workspaces.',
    unknown: 'Slack does not say who that is, so nothing was changed. Try again in a minute.',
    noPolicy: 'Without a file of rules, there is nothing that somebody could stand in for.',
    you: (who: string, until: string) =>
      `Until ${until}, ${who} stands in for you when something is to be approved.`,
    youFor: (who: string, until: string) =>
      `Until ${until}, you stand in for ${who} when something is to be approved.`,
  },

  takes: (count: number) =>
    `It takes ${count} ${plural(count, 'person', 'people')}; each approval is a vote, and the last one approves.`,
  takesRule: (count: number) => `takes ${count} ${plural(count, 'person', 'people')}`,
  inPlaceOf: (who: string) => `Yes, in the place of ${who}, who delegated it to them.`,
};
