/** Help on the commands about approvals by several people, and those that stand in for others. */
export const approvalHelp = {
  reject: {
    usage: '/circleci reject [link | #NUMBER] [reason]',
    about: 'Reject an approval that waits, and say why.',
    notes: [
      'Whoever may approve may reject; one person is enough. Without a reason, a form asks for it.',
      'It is canceled in CircleCI: the whole workflow, or this approval alone where the bot is set up so.',
    ],
    examples: ['/circleci reject #128 the tests on staging fail', '/circleci reject'],
  },
  withdraw: {
    usage: '/circleci withdraw [link | #NUMBER]',
    about: 'Take back your approval while it waits for those of others.',
    notes: ['Also one that somebody gave in your place.'],
    examples: ['/circleci withdraw', '/circleci withdraw #128'],
  },
  delegate: {
    usage: '/circleci delegate [@person TIME [reason] | off]',
    about: 'Let somebody approve in your place for a time.',
    notes: [
      'Times are such as `30m`, `4h`, `2d`. It ends by itself. They may not pass it on, and it counts once, as yours.',
    ],
    examples: ['/circleci delegate @ben 4h at the dentist', '/circleci delegate off', '/circleci delegate'],
  },
};
