import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { ACTION, encodeId } from './action-ids.ts';
import { button, context, joinWithin, section, withBlockIds } from './blocks.ts';
import { listWithin } from './lists.ts';
import { code, shorten } from './mrkdwn.ts';
import { peopleText } from './people.ts';
import { statusWord } from './status-text.ts';
import { timingParts } from './subscription-timing.ts';

/** A subscription as far as it is shown. */
export interface ShownSubscription extends Filter {
  /** The file that made it, where it is changed; left out: it was made here. */
  readonly file?: string;
}

const MOST_LINES = 30;
/** Slack advises to stay below 4,000 characters. Source: Slack docs, chat.postMessage, text. */
const LONGEST = 3_900;

/** @returns mrkdwn with a line for each subscription of a channel */
export function renderSubscriptions(subscriptions: readonly ShownSubscription[], locale: Locale): string {
  const { commands, home } = messages(locale);
  if (subscriptions.length === 0) return commands.noSubscriptions;
  const shown = subscriptions.slice(0, MOST_LINES);
  const lines = shown.map((one) => `• ${code(shorten(one.project, 100))}: ${shownText(one, locale)}`);
  if (shown.length < subscriptions.length) {
    lines.push(home.more(formatCount(subscriptions.length - shown.length, locale)));
  }
  const remove = commands.unsubscribeWith(code('/circleci unsubscribe PROJECT'));
  return joinWithin([`*${commands.subscriptionsTitle}*`, remove, ...lines], LONGEST);
}

/** @returns the same as blocks, with a button to edit each */
export function subscriptionBlocks(
  subscriptions: readonly (ShownSubscription & { readonly id: string })[],
  locale: Locale,
): KnownBlock[] {
  const { commands, home, subscriptions: texts } = messages(locale);
  const shown = subscriptions.slice(0, MOST_LINES);
  const rows = shown.map((one) => {
    const value = encodeId(one.id);
    const label = texts.form.edit;
    const edit =
      value === null || one.file !== undefined
        ? null
        : button({ action: ACTION.editSubscription, text: label, value });
    return section([`${code(shorten(one.project, 100))}: ${shownText(one, locale)}`], edit);
  });
  const more = subscriptions.length - shown.length;
  return withBlockIds('subscriptions', [
    section([`*${commands.subscriptionsTitle}*`]),
    ...rows,
    ...(more > 0 ? [context([home.more(formatCount(more, locale))])] : []),
    context([commands.unsubscribeWith(code('/circleci unsubscribe PROJECT'))]),
  ]);
}

function shownText(one: ShownSubscription, locale: Locale): string {
  const said = filterText(one, locale);
  if (one.file === undefined) return said;
  return `${said} · ${messages(locale).digests.parts.fromFile(code(shorten(one.file, 60)))}`;
}

/** @returns mrkdwn that says what a subscription lets through */
export function filterText(filter: Omit<Filter, 'project'>, locale: Locale): string {
  const { commands } = messages(locale);
  const parts: string[] = [];
  const { branches, tags, workflows, jobs, authors, bots, outcomes } = filter;
  if (branches.length > 0) parts.push(commands.filterBranches(spans(branches, locale)));
  if (tags.length > 0) parts.push(commands.filterTags(spans(tags, locale)));
  if (workflows.length > 0) parts.push(commands.filterWorkflows(spans(workflows, locale)));
  if (jobs.length > 0) parts.push(commands.filterJobs(spans(jobs, locale)));
  if (authors.length > 0) parts.push(commands.filterAuthors(spans(authors, locale)));
  if (!bots) parts.push(commands.filterNoBots);
  if (outcomes.length === 0) parts.push(commands.filterUsual);
  else if (!outcomes.includes('all')) {
    const named = outcomes.map((outcome) => statusWord(outcome, locale));
    parts.push(commands.filterOutcomes(listWithin(named, { items: 6, length: 200 }, locale)));
  }
  parts.push(...peopleText(filter.people, locale));
  const said = [parts.length === 0 ? commands.everything : parts.join(' · ')];
  return [...said, ...timingParts(filter.options ?? {}, locale)].join(' · ');
}

function spans(globs: readonly string[], locale: Locale): string {
  return listWithin(
    globs.map((glob) => code(shorten(glob, 60))),
    { items: 6, length: 130 },
    locale,
  );
}
