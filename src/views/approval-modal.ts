import type { KnownBlock, ModalView } from '@slack/types';
import type { HoldDetail, Membership } from '../domain/approval-detail.ts';
import type { Locale } from '../domain/locale.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { changeLines } from './approval-changes.ts';
import { contextLines } from './approval-contexts.ts';
import { namesPhrase, type PartsView } from './approval-parts.ts';
import { context, plainText, section } from './blocks.ts';
import { commitLabel } from './card-commit.ts';
import { starterLabel } from './card-starter.ts';
import { row } from './card-view.ts';
import { inline, link } from './mrkdwn.ts';
import { pipelineLink, plainLabel, refLabel } from './pipeline-labels.ts';

export interface ApprovalForm {
  readonly snapshot: PipelineSnapshot;
  readonly workflow: WorkflowSnapshot;
  readonly hold: JobSnapshot;
  /** Null while CircleCI is asked for the first time. */
  readonly detail: HoldDetail | null;
  /** Of whoever would approve for the person who looks. */
  readonly membership: Membership;
  readonly isReading: boolean;
  readonly locale: Locale;
}

/** @returns everything that is known of what is behind an approval; for one person's eyes, and nothing to fill in */
export function approvalModal(form: ApprovalForm): ModalView {
  const { approvalDetail: texts } = messages(form.locale);
  return {
    type: 'modal',
    title: plainText(texts.button, 24),
    close: plainText(texts.close, 24),
    blocks: [...headBlocks(form), ...detailBlocks(form)],
  };
}

function headBlocks({ snapshot, workflow, hold, detail, locale }: ApprovalForm): KnownBlock[] {
  const texts = messages(locale);
  const view = { snapshot, locale, texts, progress: false };
  const starter = detail?.startedBy ?? null;
  return [
    section([
      texts.approvalDetail.heading(
        inline(plainLabel(hold)),
        link(workflow.url, plainLabel(workflow)),
        pipelineLink(snapshot),
      ),
      row([refLabel(view), commitLabel(view), starterLabel(view)]),
      ...(starter === null ? [] : [texts.approvalDetail.startedBy(inline(starter))]),
    ]),
  ];
}

function detailBlocks({ snapshot, detail, membership, isReading, locale }: ApprovalForm): KnownBlock[] {
  const texts = messages(locale);
  const { approvalDetail } = texts;
  if (detail === null) return [section([isReading ? approvalDetail.reading : approvalDetail.behindUnread])];
  const view: PartsView = { texts, locale, room: { items: 30, length: 2_000 } };
  const moment = slackDate(detail.readAt);
  const foot = row([
    moment === null ? null : approvalDetail.asOf(moment),
    isReading ? approvalDetail.reading : null,
  ]);
  return [
    section([approvalDetail.changes, ...changeLines(view, snapshot, detail)]),
    section([approvalDetail.jobs, ...jobLines(view, detail)]),
    section([approvalDetail.contextsTitle, ...contextLines(view, detail, membership)]),
    ...(foot === '' ? [] : [context([foot])]),
  ];
}

function jobLines(view: PartsView, { behind }: HoldDetail): string[] {
  const { approvalDetail: texts } = view.texts;
  if (behind === null) return [texts.behindUnread];
  const { unlocked, unlockedTotal, later, laterTotal } = behind;
  if (unlockedTotal + laterTotal === 0) return [texts.unlocksNothing];
  const half = { ...view, room: { items: 30, length: 1_200 } };
  return [
    ...(unlockedTotal === 0 ? [] : [texts.jobsNow(namesPhrase(half, unlocked, unlockedTotal))]),
    ...(laterTotal === 0 ? [] : [texts.jobsLater(namesPhrase(half, later, laterTotal))]),
  ];
}
