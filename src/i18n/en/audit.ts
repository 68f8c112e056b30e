/** The audit log, as a person is shown it. Arguments are mrkdwn, already escaped. */
export const audit = {
  yours: 'What you asked for, newest first',
  everyones: 'What was asked for, newest first',
  more: '(there is more: narrow it down with `since:`, `action:` or a project)',
  nothing: 'The audit log has nothing that fits.',
  onlyYours:
    'You can see what you asked for yourself. Seeing what others did takes a rule that allows you `audit`; whoever runs this bot can write one.',
  notATime: (word: string) =>
    `${word} is no time to look back to. Write \`since:7d\`, \`since:12h\` or a day such as \`since:2026-11-01\`.`,
  events: {
    allowed: 'asked for',
    denied: 'denied',
    confirmed: 'done',
    failed: 'failed',
    unknown: 'not confirmed yet',
  },
  asBot: 'with the bot’s token',
  asPerson: 'with their own token',
  rule: (rule: string) => `rule: ${rule}`,
  reason: (reason: string) => `reason: ${reason}`,
  answered: (status: string) => `CircleCI: ${status}`,
};
