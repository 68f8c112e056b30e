/** Help on the commands that keep others out, and end what runs. */
export const lockHelp = {
  lock: {
    usage: '/circleci lock [PROJECT[/BRANCH] TIME REASON]',
    about:
      'Keep everyone else from running, approving or rerunning there; with nothing after it, list the locks.',
    notes: [
      'The time is such as `30m`, `2h` or `1d`, at most 14 days. The branch may be a pattern: `web/release/*`.',
      'Canceling stays possible. Locking what is yours again changes its end and reason.',
    ],
    examples: ['/circleci lock gh/acme/web 2h database migration', '/circleci lock web/main 30m hotfix'],
  },
  unlock: {
    usage: '/circleci unlock PROJECT[/BRANCH] [REASON]',
    about: 'Release a lock. Somebody else’s takes a reason, and they are told.',
    notes: [],
    examples: ['/circleci unlock web/main'],
  },
  locks: {
    usage: '/circleci locks',
    about: 'List what is locked, by whom, until when and why.',
    notes: [],
    examples: ['/circleci locks'],
  },
  freeze: {
    usage: '/circleci freeze TIME REASON',
    about: 'Lock all projects, for yourself too.',
    notes: ['Whom a rule allows `lock` everywhere can go past it with a reason.'],
    examples: ['/circleci freeze 2h incident, see #ops'],
  },
  unfreeze: {
    usage: '/circleci unfreeze [REASON]',
    about: 'End the freeze. Somebody else’s takes a reason, and they are told.',
    notes: [],
    examples: ['/circleci unfreeze'],
  },
  stop: {
    usage: '/circleci stop PROJECT[/BRANCH] [reason:"…"]',
    about: 'Emergency stop: show what runs there, and cancel all of it when two people have confirmed.',
    notes: ['Nothing is canceled by the command alone.'],
    examples: ['/circleci stop gh/acme/web', '/circleci stop web/main reason:"wrong credentials"'],
  },
};
