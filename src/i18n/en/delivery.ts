import { plural } from '../format.ts';

/** Texts about what goes to Slack and how. Arguments are mrkdwn, already escaped. */
export const delivery = {
  channelClosed: (channel: string, why: string) =>
    `I can’t post in ${channel}: ${why}. You subscribed it to CircleCI projects; nothing is posted there meanwhile, and the subscriptions stay. Once I can, I bring the newest cards up to date by myself. To end it instead, type \`/circleci unsubscribe PROJECT\` there.`,
  closedBecause: {
    archived: 'it is archived',
    notMember: 'I’m not in it. Invite me there with `/invite`',
    gone: 'it was deleted, or it’s private and I’m not in it. If it still exists, invite me there with `/invite`',
    restricted: 'only certain people may post there. Ask someone who manages it to let me',
    othersMessage: 'it’s a direct message that I’m not part of. Subscribe a channel instead',
  },
  /** The answer to someone who subscribes a channel that the bot can't post in. */
  notWritable: {
    archived: 'This channel is archived, so I can’t post here. Nothing was changed.',
    notMember:
      'I’m not in this channel, so I can’t post here. Invite me with `/invite`, then try again. Nothing was changed.',
    hidden:
      'I’m not in this channel, so I can’t post here. Invite me with `/invite`, then try again. If this is a group direct message, use a channel instead. Nothing was changed.',
    othersMessage:
      'I can’t post in a direct message between other people. Use a channel, or a direct message with me. Nothing was changed.',
  },
  health: {
    title: 'Delivery to Slack',
    period: { hour: 'last hour', day: 'last 24 hours' },
    none: (period: string) => `*${period}*: nothing was delivered`,
    counts: (
      period: string,
      figures: { delivered: string; late: string; repaired: string; failed: string },
    ) =>
      `*${period}*: ${figures.delivered} delivered, ${figures.late} late (over 1 minute), ${figures.repaired} repaired, ${figures.failed} failed`,
    times: (p50: string, p99: string) => `from CircleCI to Slack’s answer: p50 ${p50}, p99 ${p99}`,
    webhook: (when: string) => `last webhook from CircleCI: ${when}`,
    noWebhook: 'no webhook has come from CircleCI yet',
    circleciPause: (until: string) =>
      `:warning: CircleCI is limiting this bot’s requests. Reading in the background waits until ${until}, so cards may be late; commands and buttons work.`,
    queue: (waiting: string, later: string) =>
      `queue: ${waiting} ${plural(waiting, 'job', 'jobs')} due, ${later} for later`,
    held: (channels: string, until: string) =>
      `rate-limited by Slack until ${until} at the latest: ${channels}`,
    heldMethods: (methods: string, until: string) =>
      `rate-limited by Slack until ${until} at the latest: ${methods}`,
    stuck: (count: string) =>
      `:warning: ${count} ${plural(count, 'card', 'cards')} of the last week can no longer be edited in Slack`,
    noneHeld: 'no channel is held back',
    closed: (channels: string) => `channels I cannot write to: ${channels}`,
    retrying: (count: string) =>
      `${count} ${plural(count, 'message waits for its', 'messages wait for their')} next try`,
    dead: (count: string) =>
      `:warning: ${count} ${plural(count, 'dead letter', 'dead letters')}: given up after five tries. Send again with \`/circleci health resend\`, or as operator with \`circleci-chatops dead-letters list\` and \`resend\`.`,
    noDead: 'no dead letters',
    resent: (count: string) =>
      `${count} dead ${plural(count, 'letter is on its', 'letters are on their')} way again.`,
    nothingToResend: 'There are no dead letters.',
    more: (count: string) => `and ${count} more`,
  },
};
