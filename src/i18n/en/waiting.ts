/** Holds that wait: reminders, their end, and the list of what waits for somebody. Arguments are mrkdwn. */

export const waitingMistakes = {
  'remind-form': (word: string) =>
    `${word} says nothing about reminders. Write \`remind=2h,8h\` (from \`5m\` to \`89d\`), or \`remind=off\`. Nothing was changed.`,
  'escalate-form': (word: string) =>
    `${word} says not whom to call when. Write \`escalate=24h:@group\`, with a user group or a person as Slack offers them after the \`@\`, or by their id (\`S0614TZR7\`), or \`escalate=off\`. Nothing was changed.`,
  'expire-form': (word: string) =>
    `${word} is no time after which to give up. Write \`expire=7d\` (from \`1h\` to \`89d\`), or \`expire=off\`. Nothing was changed.`,
};

const span = {
  minutes: (count: string, one: boolean) => `${count} ${one ? 'minute' : 'minutes'}`,
  hours: (count: string, one: boolean) => `${count} ${one ? 'hour' : 'hours'}`,
  days: (count: string, one: boolean) => `${count} ${one ? 'day' : 'days'}`,
};

export const waiting = {
  span,
  /** As parts of what a subscription is. */
  parts: {
    remind: (times: string) => `reminds of holds after ${times}`,
    escalate: (whom: string, time: string) => `calls ${whom} after ${time}`,
    expire: (time: string) => `holds expire after ${time}`,
  },

  form: {
    remind: 'Remind of holds that wait',
    remindHint: 'In the thread of the card, each time one has waited so long: 2h, 8h. An empty field: never.',
    escalate: 'Call somebody about holds that wait',
    escalateHint:
      'After how long, and whom: a user group or a person by their Slack id, as in 24h:S0614TZR7. An empty field: nobody.',
    expire: 'Cancel what has waited too long',
    expireHint:
      'The bot cancels a workflow whose hold nobody has decided within 7d, say. An empty field: never.',
  },

  reminder: (hold: string, time: string, pipeline: string) =>
    `*${hold}* has waited ${time} for an approval: ${pipeline}`,
  fallback: (hold: string, time: string, pipeline: string) => `${hold} has waited ${time}: ${pipeline}`,
  mayApprove: (who: string) => `May approve: ${who}`,
  mayApproveSome: (who: string, more: string) => `May approve: ${who} and ${more} more`,
  everyoneMay: 'everyone in the workspace',
  connectedMay: 'May approve: whoever is connected to CircleCI and may there (`/circleci connect`)',
  anyoneMay: 'May approve: everyone here',
  nobodyMay: 'No rule lets anybody approve this just now.',
  called: (whom: string) => `Escalated to ${whom}`,

  expires: (moment: string) => `The bot cancels the workflow on ${moment} unless somebody decides.`,
  ends: (moment: string) => `CircleCI ends what waits after 90 days; here that is on ${moment}.`,
  overdue: (time: string) =>
    `It has waited ${time}, longer than this channel wants. The bot may not cancel it; a person can, with *Reject* on the card.`,
  mayCancel: (who: string) => `May cancel: ${who}`,
  cardExpires: (hold: string, moment: string) =>
    `*${hold}* expires ${moment}, when the bot cancels the workflow`,
  cardEnds: (hold: string, moment: string) => `CircleCI ends *${hold}* ${moment}, after 90 days`,
  expired: (time: string) => `expired after ${time}: nobody decided, and the bot canceled the workflow`,
  expiring: (time: string) => `waited ${time} and expires: the bot is canceling the workflow…`,
  reason: (time: string) => `Nobody decided within ${time}`,

  list: {
    title: 'Waiting for you',
    nothing: 'Nothing waits for your approval. You see what has a card in a channel that you are in.',
    unknown:
      'Slack did not say which channels you are in, so nothing is shown: what has its card in a private channel is for its members only. Try again in a moment.',
    more: (count: string) => `and ${count} more`,
    moreThan: (count: string) => `and more than ${count} more`,
    since: (moment: string) => `waits since ${moment}`,
    only: (channels: string) => `can be approved in ${channels} only`,
    needsReason: 'takes a reason: `/circleci approve LINK reason:"…"`',
    needsLink: 'takes a CircleCI token of your own; the button asks for it',
    open: 'Open',
    refresh: 'Refresh',
    fallback: (count: string) => `Waiting for your approval: ${count}`,
  },
};
