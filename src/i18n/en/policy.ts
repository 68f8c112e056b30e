/** What the rules say. Arguments are mrkdwn, already escaped. */
export const policy = {
  deniedBy: (rule: string) => `The rule *${rule}* forbids this. Nothing was done.`,
  notAllowed:
    'No rule allows you this, so nothing was done. `/circleci can` with your name explains it rule by rule; whoever runs this bot keeps the rules.',
  almostAllowed: 'A rule would allow you this, but nothing was done:',
  obstacles: {
    action: 'is about other actions',
    project: 'is about other projects',
    branch: 'is about other branches',
    tag: 'is about other tags',
    workflow: 'is about other workflows',
    job: 'is about other jobs',
    channel: 'holds in another channel',
    who: 'is about other people',
    'groups-unknown': 'Slack does not say just now who is in the groups that the rule names',
    window: 'it is not the time for it',
    linked: 'it takes a CircleCI token of one’s own: `/circleci connect`',
    starter: 'whoever started it may not, and it has to be certain who did',
    reason: 'it takes a reason: add `reason:"…"` to the command; the button *Approve* opens a form for it',
    approvers: 'it takes more people, whose approvals are not there (any more)',
    confirm: 'it has to be confirmed as it stands now: ask for it again',
  },
  asked: (who: string, action: string, where: string) =>
    `May ${who} ${action}${where === '' ? '' : ` ${where}`}?`,
  allowedBy: (rule: string) => `Yes, by the rule *${rule}*.`,
  noPolicy: 'There is no file of rules: everyone may do what CircleCI lets them.',
  identity: {
    linked: 'It would be done with their own token.',
    shared: 'It would be done with the bot’s token.',
    none: 'They would have to connect a token of their own first.',
  },
  applies: { allow: 'allows it', deny: 'forbids it' },
  line: (line: number) => `line ${line}`,
  otherRules: (count: number) => `and ${count} more rules about other things`,
  whatAction: (actions: string) => `What should they be able to do? There are ${actions}.`,
  whoAbout: 'Who? Mention them: `/circleci can @person approve LINK`.',
  nothingThere: 'There is nothing there that this could be about.',
};
