import type { Outcome } from '../../domain/subscription-filter.ts';
import { plural } from '../format.ts';

/** Who is who, whom the bot mentions, and what is muted. Arguments are mrkdwn. */
export const people = {
  author: 'the author',
  notice: {
    broken: (pipeline: string) => `*Broken:* ${pipeline}`,
    failed: (pipeline: string) => `*Failed:* ${pipeline}`,
    fixed: (pipeline: string) => `*Fixed:* ${pipeline}`,
    success: (pipeline: string) => `*Succeeded:* ${pipeline}`,
    on_hold: (pipeline: string) => `*Waits for an approval:* ${pipeline}`,
    canceled: (pipeline: string) => `*Canceled:* ${pipeline}`,
  } satisfies Record<Outcome, (pipeline: string) => string>,

  onlyOf: (who: string) => `only pipelines of ${who}`,
  mentions: (whom: string, outcomes: string) => `mentions ${whom} on ${outcomes}`,
  noThreads: 'no details in threads',
  noEdges: 'what broke or is fixed stays in the thread',

  mute: 'Mute',
  unmute: 'Unmute',
  mutedBy: (who: string) => `🔕 Muted by ${who}`,
  muted:
    'Muted. The card stays true, and nothing more is told or mentioned in its thread. *Unmute* on the card ends that.',
  alreadyMuted: (who: string) => `${who} has muted this card already.`,
  unmuted: 'No longer muted. What happened meanwhile is on the card.',
  notMuted: 'This card is not muted.',
  noCard: 'This channel has no card of that pipeline, so there is nothing to mute.',

  linked: (identity: string) =>
    `${identity} is you now: Slack has you under that address. Subscriptions with \`mine:on\` or \`mention:author\` go by it.`,
  linkedByWord: (identity: string) =>
    `${identity} is you now, on your word alone, and is shown as that. Subscriptions with \`mine:on\` or \`mention:author\` go by it.`,
  taken: (identity: string, who: string) =>
    `${identity} is linked to ${who}. Nothing was changed. If it is yours, ask them to type \`/circleci unlink\`, or ask whoever runs this bot to put you into its list of people.`,
  takenByFile: (identity: string, who: string) =>
    `${identity} belongs to ${who} in the list of whoever runs this bot. Nothing was changed. Ask them if that is wrong.`,
  addressOf: (identity: string, who: string) =>
    `Slack has ${who} under ${identity}. Nothing was changed. You can link only what is your own.`,
  tooMany: (max: number) =>
    `You have linked ${max} names, which is as many as there may be. Remove one with \`/circleci unlink NAME\`.`,
  yourLinks: '*You are known as*',
  noLinks:
    'You have linked nothing. Commits under the e-mail address of your Slack profile count as yours without it; for others, type `/circleci link` with your login at GitHub, GitLab or Bitbucket, or with the e-mail address of your commits.',
  fromFile: (identity: string) => `• ${identity} (in the list of whoever runs this bot)`,
  fromEmail: (identity: string) => `• ${identity} (your address in Slack)`,
  fromWord: (identity: string) => `• ${identity} (on your word)`,
  unlinked: (identity: string) => `${identity} is no longer linked to you.`,
  unlinkedAll: (count: number) => plural(count, 'Your link is removed.', `Your ${count} links are removed.`),
  notLinked: (identity: string) => `${identity} is none of your own links. Nothing was changed.`,

  form: {
    mentions: 'Mentions',
    mentionsPlaceholder: 'author:failed,broken @U0123ABCD:on_hold',
    mentionsHint:
      'One after the other: whom, a colon, and on what. People and groups by their Slack ids (in a profile: Copy member ID).',
    behaviour: 'People and threads',
    mine: 'Only my own pipelines',
    mineOf: 'Only pipelines of the person set before',
    threadsOff: 'No details in threads',
    edgesOff: 'Do not show in the channel what broke or is fixed',
    problems: {
      nobody: (word: string) => `“${word}” does not say whom to mention.`,
      name: (word: string) =>
        `“${word}” is nobody I can mention: there are author, and the ids of people (U…) and groups (S…).`,
      outcome: (word: string) => `“${word}” is no outcome.`,
      'too-many': (max: number) => `At most ${max} mentions.`,
    },
  },
};
