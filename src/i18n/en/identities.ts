/** People's own CircleCI tokens. Arguments are mrkdwn, already escaped. */
export const identities = {
  title: 'Connect to CircleCI',
  submit: 'Connect',
  close: 'Cancel',
  token: 'Your personal API token',
  tokenHint: 'It begins with CCIPAT_. A project token does not work.',
  intro: (host: string) =>
    `What you approve and run is then done in CircleCI as you, with your rights. Make a token on ${host} under User Settings, Personal API Tokens, and paste it here. It is stored encrypted and is never shown again.`,
  replaces: (login: string) => `You are connected as ${login}. A new token takes the place of the old one.`,
  unreadable:
    'A token of yours is stored and cannot be decrypted just now. Whoever runs this bot may be able to bring its key back; a new token takes the place of the old one for good.',
  problems: {
    'no-token': 'This does not look like a token: 8 to 500 characters without spaces.',
    'project-token': 'This is a project token. It takes a personal API token.',
  },
  connected: (login: string) => `You are connected to CircleCI as ${login}.`,
  insteadOf: (who: string) =>
    `${who} was connected as the same CircleCI user and is not any more: one of you at a time.`,
  nothingWaits: 'What you asked for before has waited too long. Ask for it again.',
  refused:
    'CircleCI does not accept this token. Nothing was stored. Check that you copied all of it, and try again.',
  'the-bots':
    'This is the bot’s own token. With it you would not act as yourself, so nothing was stored. Make one of your own.',
  unavailable:
    'CircleCI could not be asked whose token this is, so nothing was stored. Try again in a minute.',
  notOffered:
    'Nobody can connect yet: this bot has no key to encrypt tokens with. Whoever runs it has to set `ENCRYPTION_KEYS`.',
  disconnected: (login: string) =>
    `You are no longer connected as ${login}. The token is deleted here; revoke it in CircleCI too if you do not need it elsewhere.`,
  notConnected: 'You are not connected to CircleCI. Nothing was changed.',
  pasted:
    'That looks like a token. Nothing was done with it, and the bot has neither stored nor logged it. But Slack may keep what you typed: revoke the token in CircleCI now. To connect, type `/circleci connect` with nothing after it; a form opens.',

  connectFirst:
    'This takes a CircleCI token of your own, so that CircleCI sees you and not the bot. Nothing was done. Connect once; what you asked for then goes on by itself.',
  connectButton: 'Connect',
  nobodyCan:
    'This takes a CircleCI token of your own, and nobody can connect one yet. Nothing was done. Whoever runs this bot has to set `ENCRYPTION_KEYS`, or name the action in `SHARED_IDENTITY`.',
  tokenUnreadable:
    'Your stored CircleCI token cannot be decrypted, because the bot’s key for it is missing or another one. Nothing was done, and nothing was overwritten. Tell whoever runs this bot; or, if you do not want to wait, connect anew with `/circleci connect`.',
  refusedInAction:
    'CircleCI does not accept your token any more: it was revoked, or it has expired. Nothing was done. Connect a new one with `/circleci connect` and ask again.',
  identityChanged:
    'You connected or disconnected while this was under way, so it was not done as somebody else than you asked as. Nothing was done. Ask again.',

  tokenEnds: (login: string, day: string) =>
    `Your CircleCI token (${login}) is a year old on ${day}, and CircleCI lets none live longer. Make a new one and connect it with \`/circleci connect\` before.`,
  tokenRefused: (login: string) =>
    `CircleCI did not accept your token (${login}): it was revoked, or it has expired. What you ask for is not done until you connect a new one with \`/circleci connect\`.`,

  withBotsToken: (who: string) => `${who} (with the bot’s token)`,
  youActAs: (login: string, since: string) =>
    `What you ask for is done in CircleCI as ${login}, with your token (connected ${since}).`,
  youAreRefused: 'CircleCI did not accept it the last time. Connect a new one with `/circleci connect`.',
  youHaveNone: 'You have not connected a CircleCI token of your own. To do it, type `/circleci connect`.',
  botActs: (actions: string) => `With the bot’s token you can have done: ${actions}.`,
  botActsNot: 'The bot’s token does nothing for people who are not connected.',
  yourLanguage: (language: string) =>
    `Answers to you are in ${language}, after the language set in your Slack.`,
  defaultLanguage: (language: string) =>
    `Answers to you are in ${language}, which is this bot’s default: Slack does not say which language you use.`,
  otherLanguage: (language: string, tag: string) =>
    `Answers to you are in ${language}, which is this bot’s default: it does not speak the language set in your Slack (${tag}).`,
};
