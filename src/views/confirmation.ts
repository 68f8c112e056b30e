import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { LONGEST_VALUE } from '../domain/parameter.ts';
import type { ShownAction } from '../domain/shown-action.ts';
import { formatCount, formatList } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { actions, button, LIMITS, section, withBlockIds } from './blocks.ts';
import { code, inline, shorten } from './mrkdwn.ts';
import { statusWord } from './status-text.ts';

/** As many as can be taken in at a glance; how many more there are is said. */
const MOST_VALUES = 25;
const MOST_JOBS = 20;

/** @returns mrkdwn: exactly what will be done where, a line each */
export function confirmationText(shown: ShownAction, locale: Locale): string {
  const { confirm } = messages(locale).running;
  const names: Readonly<Record<string, string>> = confirm.actions;
  const what = Object.hasOwn(names, shown.action) ? names[shown.action] : undefined;
  const lines = [confirm.ask(what ?? inline(shown.action))];
  const add = (label: string, value: string | null) => {
    if (value !== null && value !== '') lines.push(`• ${label}: ${value}`);
  };
  const span = (text: string | null) => (text === null ? null : code(shorten(text, LONGEST_VALUE)));
  add(confirm.project, span(shown.project));
  add(confirm.branch, span(shown.branch));
  add(confirm.tag, span(shown.tag));
  add(confirm.pipeline, shown.pipelineNumber === null ? null : `#${shown.pipelineNumber}`);
  add(confirm.commit, span(shown.commit));
  add(confirm.workflow, span(shown.workflow));
  add(confirm.status, shown.status === null ? null : statusWord(shown.status, locale));
  const jobs = shown.jobs.slice(0, MOST_JOBS).map((job) => code(shorten(job, 60)));
  add(confirm.jobs, `${formatList(jobs, locale)}${shown.jobs.length > MOST_JOBS ? '…' : ''}`);
  for (const [name, value] of shown.values.slice(0, MOST_VALUES)) {
    add(code(shorten(name, 60)), value === '' ? '–' : span(value));
  }
  const hidden = shown.values.length - MOST_VALUES;
  if (hidden > 0) lines.push(`• ${confirm.more(formatCount(hidden, locale))}`);
  add(confirm.identity, confirm.identities[shown.identity]);
  return lines.join('\n');
}

/** @returns a private answer that asks, with a button for yes and one for no */
export function confirmationOffer(
  requestId: string,
  shown: ShownAction,
  locale: Locale,
): { text: string; blocks: KnownBlock[] } {
  const { confirm } = messages(locale).running;
  const text = confirmationText(shown, locale);
  const blocks = withBlockIds(requestId, [
    ...sections(text.split('\n')),
    actions([
      button({ action: ACTION.confirmYes, text: confirm.yes, value: requestId, style: 'primary' }),
      button({ action: ACTION.confirmNo, text: confirm.no, value: requestId }),
    ]),
  ]);
  return { text, blocks };
}

/** As many lines to a section as fit into it, so that nothing of what is confirmed is left out. */
function sections(lines: readonly string[]): KnownBlock[] {
  const groups: string[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last !== undefined && [...last, line].join('\n').length <= LIMITS.text) last.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => section(group));
}
