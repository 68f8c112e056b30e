/** Help on the commands about who may do what, and as whom. */
export const governedHelp = {
  approvals: {
    usage: '/circleci approvals',
    about: 'List what waits for your approval, oldest first.',
    notes: [
      'Only you see it: what you may approve, of what has a card in a channel that you are in. App Home shows the same.',
    ],
    examples: ['/circleci approvals'],
  },
  can: {
    usage: '/circleci can @person ACTION [link | #NUMBER | project [branch]]',
    about: 'Explain, rule by rule, whether somebody may do something.',
    notes: [
      'Actions: `run`, `approve`, `rerun`, `rerun_ssh`, `cancel`, `subscribe`, `audit`, `lock`, `stop`. Nothing is done.',
    ],
    examples: ['/circleci can @ada run web main', '/circleci can @ada approve #128'],
  },
  connect: {
    usage: '/circleci connect',
    about: 'Connect a CircleCI token of your own, so that what you ask for is done as you.',
    notes: ['A form opens for the token. Never type the token itself after the command.'],
    examples: ['/circleci connect'],
  },
  disconnect: {
    usage: '/circleci disconnect',
    about: 'Delete your CircleCI token from the bot.',
    notes: [],
    examples: ['/circleci disconnect'],
  },
  audit: {
    usage: '/circleci audit [@person] [project] [action:NAME] [since:7d | since:2026-11-01]',
    about: 'Show what was asked for, allowed or denied, and what came of it.',
    notes: ['You see your own; what others did is for those whom a rule allows `audit`.'],
    examples: ['/circleci audit since:7d', '/circleci audit gh/acme/web action:approve'],
  },
};
