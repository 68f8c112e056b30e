import type { Button, KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { formatCount, formatList, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { actions, button, context, header, linkButton, section, withBlockIds } from './blocks.ts';
import { holdButtons } from './card-buttons.ts';
import { holdEndLine } from './card-hold-ends.ts';
import { row } from './card-view.ts';
import { escapeMrkdwn, inline, link, oneLine, shorten } from './mrkdwn.ts';
import { pipelineLink, plainLabel, refLabel } from './pipeline-labels.ts';

/** A hold that waits for a person. */
export interface MyHold {
  readonly snapshot: PipelineSnapshot;
  readonly workflow: WorkflowSnapshot;
  readonly job: JobSnapshot;
  /** ISO 8601; null while that is not known. */
  readonly since: string | null;
  /** Channels that a rule lets them approve it in, when it does not let them here; empty: here. */
  readonly onlyIn: readonly string[];
  /** What they have to add. */
  readonly needs: readonly ('linked' | 'reason')[];
}

export interface MyApprovals {
  /** Oldest first. */
  readonly holds: readonly MyHold[];
  /** There are more than were looked at. */
  readonly isCut: boolean;
  /** Slack did not say which channels the person is in, so that nothing may be shown. */
  readonly channelsUnknown: boolean;
}

/** Three blocks each at most: with them a message stays below Slack's 50, and App Home below its 100. */
export const MOST_APPROVALS = 10;

/** @returns the private answer to `/circleci approvals` */
export function renderApprovals(
  approvals: MyApprovals,
  locale: Locale,
): { text: string; blocks: KnownBlock[] } {
  const { list } = messages(locale).waiting;
  const count = approvals.holds.length;
  const refresh = button({ action: ACTION.approvalsRefresh, text: list.refresh, value: 'list' });
  const blocks = [header(list.title), ...approvalBlocks(approvals, locale, list.nothing), actions([refresh])];
  return {
    text:
      count === 0 ? emptyText(approvals, locale, list.nothing) : list.fallback(formatCount(count, locale)),
    blocks: withBlockIds('approvals', blocks),
  };
}

/** @returns the holds with the buttons that their cards have; also for App Home */
export function approvalBlocks(approvals: MyApprovals, locale: Locale, nothing: string): KnownBlock[] {
  const { list } = messages(locale).waiting;
  const { holds, isCut } = approvals;
  if (holds.length === 0) return [context([emptyText(approvals, locale, nothing)])];
  const shown = holds.slice(0, MOST_APPROVALS);
  const rest = holds.length - shown.length;
  const count = formatCount(rest, locale);
  return [
    ...shown.flatMap((hold) => holdBlocks(hold, locale)),
    ...(isCut || rest > 0 ? [context([isCut ? list.moreThan(count) : list.more(count)])] : []),
  ];
}

function emptyText({ channelsUnknown }: MyApprovals, locale: Locale, nothing: string): string {
  return channelsUnknown ? `⚠️ ${messages(locale).waiting.list.unknown}` : nothing;
}

function holdBlocks(hold: MyHold, locale: Locale): KnownBlock[] {
  const texts = messages(locale);
  const { snapshot, workflow, job } = hold;
  const { list } = texts.waiting;
  const name = inline(plainLabel(job));
  const where = texts.home.waitingIn(name, link(workflow.url, plainLabel(workflow)));
  const since = hold.since === null ? null : slackDate(hold.since);
  const subject = escapeMrkdwn(shorten(oneLine(snapshot.commitSubject ?? ''), 150));
  const lines = [
    `⏸️ ${where}`,
    row([pipelineLink(snapshot), refLabel({ snapshot, texts }), since === null ? '' : list.since(since)]),
    subject,
    holdEndLine({ snapshot, texts }, workflow, job) ?? '',
    ...noteLines(hold, locale),
  ].filter((line) => line !== '');
  const buttons = buttonsOf(hold, locale);
  return [section(lines), ...(buttons.length === 0 ? [] : [actions(buttons)])];
}

function noteLines({ onlyIn, needs }: MyHold, locale: Locale): string[] {
  const { list } = messages(locale).waiting;
  const channels = onlyIn
    .slice(0, 3)
    .map((id) => (/^[CGD][A-Z0-9]{1,30}$/.test(id) ? `<#${id}>` : inline(id)));
  return [
    ...(channels.length === 0 ? [] : [`🔒 ${list.only(formatList(channels, locale))}`]),
    ...needs.map((need) => `ℹ️ ${need === 'reason' ? list.needsReason : list.needsLink}`),
  ];
}

/** Those of the card, so that they go the same way; where a rule does not let the person here, only the way to it. */
function buttonsOf({ snapshot, workflow, job, onlyIn, needs }: MyHold, locale: Locale): Button[] {
  const texts = messages(locale);
  const open = linkButton(ACTION.openPipeline, texts.waiting.list.open, workflow.url);
  const reasonHolds = new Set(needs.includes('reason') ? [job.id] : []);
  const scope = { snapshot, workflow, texts, reasonHolds };
  const decide = onlyIn.length > 0 ? [] : holdButtons(scope, job, false);
  return [...decide, ...(open === null ? [] : [open])];
}
