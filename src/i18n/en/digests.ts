import { plural } from '../format.ts';

/** Quiet hours, digests and budgets. Arguments are mrkdwn, counts are written already. */

export const timingMistakes = {
  'unknown-zone': (word: string) =>
    `${word} is no time zone. Write it as \`Europe/Berlin\` or \`Asia/Tokyo\`, a place rather than an offset, so that summer time is right. Nothing was changed.`,
  'quiet-form': (word: string) =>
    `${word} says nothing about quiet hours. Write \`quiet=22:00-07:00@Asia/Tokyo\`, \`quiet=sat,sun@Europe/Berlin\`, both together with a comma, or \`quiet=off\`. Nothing was changed.`,
  'quiet-always': (word: string) =>
    `${word} is quiet at every hour of the week, so nothing would ever be told. Leave a gap, or remove the subscription. Nothing was changed.`,
  'digest-form': (word: string) =>
    `${word} is no digest. There are \`digest=hourly\`, \`digest=daily@09:00@Asia/Tokyo\`, \`digest=weekly@mon@09:00@Asia/Tokyo\` and \`digest=off\`. Nothing was changed.`,
  'budget-form': (word: string) =>
    `${word} is no budget. Write how many cards an hour are enough, from 1 to 10000, or \`budget=off\`. Nothing was changed.`,
  'urgent-form': (word: string) =>
    `${word} cannot be urgent. There are \`failed\`, \`fixed\`, \`broken\`, \`success\`, \`canceled\` and \`on_hold\`. Nothing was changed.`,
};

/** As parts of what a subscription is. */
const parts = {
  quiet: (windows: string) => `quiet ${windows}`,
  digest: (when: string) => `a digest ${when} instead of cards`,
  urgent: (outcomes: string) => `at once: ${outcomes}`,
  budget: (count: string) => `at most ${count} ${plural(count, 'card', 'cards')} an hour`,
  fromFile: (file: string) => `from the file ${file}`,
};

const form = {
  quiet: 'Quiet hours',
  quietHint:
    'Nothing new is posted then; a digest at their end tells what was held back. Hours and days with a time zone, several separated by semicolons.',
  quietPlaceholder: '22:00-07:00@Asia/Tokyo; sat,sun@Asia/Tokyo',
  digest: 'Digest instead of cards',
  digestHint: 'hourly, daily or weekly. An empty field: cards.',
  digestPlaceholder: 'daily@09:00@Europe/Berlin',
  urgent: 'Show a card at once, quiet hours and digest or not, when a pipeline',
  budget: 'Most cards an hour',
  budgetHint: 'What is more waits for a digest at the full hour. An empty field: no limit.',
};

const digest = {
  title: (count: string) => `${count} ${plural(count, 'pipeline', 'pipelines')} without a card`,
  fallback: (count: string, statuses: string) =>
    `Digest: ${count} ${plural(count, 'pipeline', 'pipelines')} (${statuses})`,
  since: (moment: string, reasons: string) => `Since ${moment} · held back by ${reasons}`,
  reasons: { quiet: 'quiet hours', digest: 'a digest', budget: 'the budget' },
  count: (status: string, count: string) => `${status} ${count}`,
  byRef: 'By project and branch',
  failed: 'Failed',
  still: 'still failing',
  succeededSince: 'succeeded since',
  broken: 'Still broken',
  waiting: 'Waiting for an approval',
  approveWith: (command: string) => `approve with ${command}`,
  more: (count: string) => `… and ${count} more`,
  notLoaded: (count: string) => `Not listed: ${count} older.`,
};

const explained = {
  held: {
    quiet: (project: string, due: string) =>
      `🌙 ${project} lets it pass, and quiet hours hold it back until ${due}: it comes in the digest then.`,
    digest: (project: string, due: string) =>
      `📋 ${project} lets it pass, and this channel gets a digest instead of cards: it is in the one of ${due}.`,
    budget: (project: string, due: string) =>
      `🔇 ${project} lets it pass, and its budget of cards for that hour was used up: it is in the digest of ${due}.`,
  },
  told: {
    quiet: (project: string, due: string) =>
      `🌙 ${project} let it pass, and quiet hours held it back: it was in the digest of ${due}.`,
    digest: (project: string, due: string) =>
      `📋 ${project} let it pass, and this channel gets a digest instead of cards: it was in the one of ${due}.`,
    budget: (project: string, due: string) =>
      `🔇 ${project} let it pass, and its budget of cards for that hour was used up: it was in the digest of ${due}.`,
  },
};

export const digests = {
  parts,
  form,
  digest,
  explained,
  when: {
    hourly: 'every hour',
    daily: (time: string, zone: string) => `daily at ${time} (${zone})`,
    weekly: (day: string, time: string, zone: string) => `every ${day} at ${time} (${zone})`,
    days: {
      mon: 'Monday',
      tue: 'Tuesday',
      wed: 'Wednesday',
      thu: 'Thursday',
      fri: 'Friday',
      sat: 'Saturday',
      sun: 'Sunday',
    },
  },
  overBudget: (project: string, budget: string, due: string, command: string) =>
    `🔇 More than ${budget} ${plural(budget, 'card', 'cards')} of ${project} in this hour. The rest comes in a digest (${due}), but for what waits for an approval. Change it with ${command}.`,
  dryRun: (cards: string, held: string, messages: string) =>
    `Of these, ${cards} as cards and ${held} in ${messages} ${plural(messages, 'digest', 'digests')}.`,
  inFile: (project: string, file: string) =>
    `The subscription to ${project} comes from the file ${file} and is changed there. Nothing was changed.`,
};
