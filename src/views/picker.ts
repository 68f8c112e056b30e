import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { encodeTarget, isEncodable } from './action-ids.ts';
import { context, plainText, section, withBlockIds } from './blocks.ts';
import { row } from './card-view.ts';
import { inline, shorten } from './mrkdwn.ts';
import { pipelineLink, plainLabel, refLabel } from './pipeline-labels.ts';
import { statusWord } from './status-text.ts';

/** The private list that a command answers with when several things may be meant: a button each. */

/** One thing that may be meant: a hold, or a whole workflow. */
export interface Choice {
  readonly snapshot: PipelineSnapshot;
  readonly workflow: WorkflowSnapshot;
  /** The approval job; null where the workflow itself is meant. */
  readonly job: JobSnapshot | null;
}

/** `action_id` of the buttons, by what they do. The value is a `ButtonTarget`. */
export const PICK = {
  approve: 'pick.approve',
  reject: 'pick.reject',
  cancel: 'pick.cancel',
  rerun: 'pick.rerun',
  rerunFailed: 'pick.rerun_failed',
  rerunJobs: 'pick.rerun_jobs',
} as const;

export type PickKind = keyof typeof PICK;

/** Well below Slack's 50 blocks a message; whoever has more needs a link, not a longer list. */
const MOST_CHOICES = 15;

/** @returns a private answer with a button for each choice */
export function renderPicker(
  kind: PickKind,
  choices: readonly Choice[],
  locale: Locale,
): { text: string; blocks: KnownBlock[] } {
  const texts = messages(locale);
  const { picker } = texts.interactions;
  const title = kind === 'rerunJobs' ? texts.running.jobs.which : picker[kind];
  const shown = choices.slice(0, MOST_CHOICES);
  const blocks: KnownBlock[] = [section([title]), ...shown.map((choice) => choiceRow(kind, choice, locale))];
  if (shown.length < choices.length) {
    blocks.push(context([picker.more(formatCount(choices.length - shown.length, locale))]));
  }
  return { text: title, blocks: withBlockIds(`pick ${kind}`, blocks) };
}

function choiceRow(kind: PickKind, choice: Choice, locale: Locale): KnownBlock {
  const texts = messages(locale);
  const { snapshot, workflow, job } = choice;
  const { picker } = texts.interactions;
  const target = { pipelineId: snapshot.id, workflowId: workflow.id, jobId: job?.id ?? null };
  const lines = [
    job === null
      ? picker.workflowIs(inline(plainLabel(workflow)), statusWord(workflow.status, locale))
      : picker.holdOf(inline(plainLabel(job)), inline(plainLabel(workflow))),
    row([pipelineLink(snapshot), refLabel({ snapshot, texts })]),
    inline(shorten(snapshot.commitSubject ?? '', 100)),
  ].filter((line) => line !== '');
  if (!isEncodable(target)) return section(lines);
  const label = buttonLabel(kind, locale);
  const style = kind === 'approve' ? { style: 'primary' as const } : {};
  return section(lines, {
    type: 'button',
    action_id: PICK[kind],
    text: plainText(label, 75),
    value: encodeTarget(target),
    ...style,
  });
}

function buttonLabel(kind: PickKind, locale: Locale): string {
  const { picker } = messages(locale).interactions;
  if (kind === 'rerunJobs') return messages(locale).running.jobs.pick;
  if (kind === 'approve') return picker.approveButton;
  if (kind === 'reject') return picker.rejectButton;
  return kind === 'cancel' ? picker.cancelButton : picker.rerunButton;
}
