import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { RunningWorkflow, Stop, StopCounts } from '../domain/stop.ts';
import { formatCount, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { ACTION, encodeId } from './action-ids.ts';
import { actions, button, confirmDialog, section, withBlockIds } from './blocks.ts';
import { row } from './card-view.ts';
import { listWithin } from './lists.ts';
import { lockPlace, placeName } from './lock-text.ts';
import { code, inline, mention, oneLine, shorten } from './mrkdwn.ts';
import { statusWord } from './status-text.ts';

export interface StopModel {
  readonly stop: Stop;
  readonly counts: StopCounts;
  /** The first of those that could not be cancelled. */
  readonly failed: readonly { readonly name: string; readonly problem: string | null }[];
}

/** @returns the message about an emergency stop: what runs, who confirmed it, how far it is, how it ended */
export function stopMessage(model: StopModel, locale: Locale): { text: string; blocks: KnownBlock[] } {
  const { stop } = model;
  const head = headLines(stop, locale);
  const state = stateLines(model, locale);
  const shown = stop.state === 'asked' ? foundLines(stop, locale) : [];
  const blocks = [
    section(head),
    ...(shown.length === 0 ? [] : [section(shown)]),
    section(state),
    ...(stop.state === 'asked' ? buttonBlocks(stop, locale) : []),
  ];
  return {
    text: [...head.slice(0, 1), ...state.slice(0, 1)].join('\n'),
    blocks: withBlockIds(stop.id, blocks),
  };
}

function headLines(stop: Stop, locale: Locale): string[] {
  const { stops } = messages(locale);
  const reason = stop.reason === null ? [] : [stops.reason(inline(shorten(stop.reason, 200)))];
  return [stops.asked(mention(stop.userId), lockPlace(stop, locale)), ...reason];
}

function foundLines({ found }: Stop, locale: Locale): string[] {
  const { stops } = messages(locale);
  const more = found.count - found.first.length;
  return [
    found.count === 1 ? stops.oneRuns : stops.count(formatCount(found.count, locale)),
    ...found.first.map((workflow) => workflowLine(workflow, locale)),
    ...(more > 0 ? [stops.andMore(formatCount(more, locale))] : []),
    ...(found.more ? [stops.lookedAt(formatCount(found.lookedAt, locale))] : []),
  ];
}

function workflowLine(
  { name, pipelineNumber, branch, tag, status }: RunningWorkflow,
  locale: Locale,
): string {
  const number = pipelineNumber === null ? null : `#${pipelineNumber}`;
  const ref = code(shorten(oneLine(branch ?? tag ?? ''), 60));
  return `• ${row([number, inline(shorten(name, 60)), ref, statusWord(status, locale)])}`;
}

function stateLines(model: StopModel, locale: Locale): string[] {
  const { stop } = model;
  const { stops } = messages(locale);
  switch (stop.state) {
    case 'asked': {
      const until = slackDate(stop.expiresAt) ?? stop.expiresAt;
      const first = stop.firstBy === null ? [] : [stops.firstBy(personMention(stop.firstBy))];
      return [...first, stops.twoPeople(until)];
    }
    case 'off':
      return [stop.calledOffBy === null ? stops.expired : stops.calledOff(personMention(stop.calledOffBy))];
    case 'running':
      return [confirmedLine(stop, locale), progressLine(model, locale), ...troubleLines(stop, locale)];
    case 'done':
      return [
        endLine(stop, locale),
        confirmedLine(stop, locale),
        ...countLines(model, locale),
        stops.keepOut(code(keepOutCommand(stop))),
      ];
  }
}

function confirmedLine({ firstBy, secondBy }: Stop, locale: Locale): string {
  return messages(locale).stops.confirmedBy(personMention(firstBy ?? ''), personMention(secondBy ?? ''));
}

function progressLine({ counts }: StopModel, locale: Locale): string {
  const ended = counts.canceled + counts.finished;
  const known = ended + counts.found + counts.failed;
  return messages(locale).stops.running(formatCount(ended, locale), formatCount(known, locale));
}

function troubleLines({ trouble }: Stop, locale: Locale): string[] {
  return trouble === null ? [] : [`⚠️ ${messages(locale).stops.trouble(inline(shorten(trouble, 200)))}`];
}

function endLine({ remaining, trouble }: Stop, locale: Locale): string {
  const { stops } = messages(locale);
  if (trouble !== null) return `⚠️ *${stops.doneBlind}*`;
  return remaining === 0 ? `✅ *${stops.done}*` : `⚠️ *${stops.doneBut(formatCount(remaining, locale))}*`;
}

function countLines({ counts, failed }: StopModel, locale: Locale): string[] {
  const { stops } = messages(locale);
  const numbers = [counts.canceled, counts.finished, counts.failed + counts.found] as const;
  const [canceled, finished, left] = numbers.map((count) => formatCount(count, locale));
  const names = failed.map(({ name, problem }) =>
    problem === null
      ? inline(shorten(name, 60))
      : `${inline(shorten(name, 60))} (${problemText(problem, locale)})`,
  );
  const list = listWithin(names, { items: 10, length: 1_500 }, locale);
  return [
    stops.counts(canceled ?? '', finished ?? '', left ?? ''),
    ...(list === '' ? [] : [stops.failedList(list)]),
  ];
}

function problemText(problem: string, locale: Locale): string {
  const known: Readonly<Record<string, string>> = messages(locale).stops.problems;
  return (Object.hasOwn(known, problem) ? known[problem] : undefined) ?? inline(shorten(problem, 100));
}

function keepOutCommand({ project, branch }: Stop): string {
  return `/circleci lock ${project}${branch === null ? '' : `/${branch}`} 1h …`;
}

function buttonBlocks(stop: Stop, locale: Locale): KnownBlock[] {
  const { stops, buttons } = messages(locale);
  const value = encodeId(stop.id);
  if (value === null) return [];
  const place = shorten(`${placeName(stop)}${stop.branch === null ? '' : ` ${stop.branch}`}`, 100);
  const confirm = confirmDialog({
    title: stops.confirmTitle,
    text: stops.confirmText(place),
    confirm: stops.confirmYes,
    deny: buttons.notNow,
    style: 'danger',
  });
  return [
    actions([
      button({ action: ACTION.stopConfirm, text: stops.confirm, value, style: 'danger', confirm }),
      button({ action: ACTION.stopCallOff, text: stops.callOff, value }),
    ]),
  ];
}

/** @param person `T…:U…` */
function personMention(person: string): string {
  return mention(person.slice(person.indexOf(':') + 1));
}
