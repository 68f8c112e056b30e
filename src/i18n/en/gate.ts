/** Why someone is not let in. */
export const gate = {
  'other-workspace':
    'Only members of the workspace that this bot is installed in can use it. Nothing was done. Ask one of them.',
  bot: 'Other bots cannot use this one. Nothing was done.',
  guest: 'Guests of this workspace cannot use this bot. Nothing was done. Ask a full member.',
  'unknown-user': 'Slack did not say who you are just now, so nothing was done. Try again in a minute.',
};
