/** Texts of the App Home. Arguments are mrkdwn, already escaped. */
export const home = {
  title: 'CircleCI',
  connected: (login: string, host: string) => `The bot acts in CircleCI as ${login} on ${host}.`,
  notConnected:
    'The bot cannot reach CircleCI with its token just now. Cards may be out of date; ask whoever runs this bot.',
  hint: 'Type `/circleci run` in a channel to start a pipeline, `/circleci help` to see what else there is.',
  waiting: 'Waiting for approval',
  nothingWaits: 'Nothing waits for an approval.',
  waitingIn: (hold: string, workflow: string) => `*${hold}* in ${workflow}`,
  recent: 'Recent pipelines',
  noRecent: 'No pipelines yet.',
  startedByYou: 'started by you',
  subscriptions: 'Subscriptions you made',
  noSubscriptions:
    'You have subscribed no channel to a project. Type `/circleci subscribe PROJECT` in a channel; `/circleci subscriptions` there lists all of its own.',
  subscription: (channel: string, project: string) => `${channel} follows ${project}`,
  more: (count: string) => `and ${count} more`,
  webhook: (url: string) => `CircleCI’s webhooks go to ${url}`,
};
