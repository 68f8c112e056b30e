import type { Button } from '@slack/types';
import { ACTION, encodeTarget, isEncodable } from './action-ids.ts';
import { button, confirmDialog } from './blocks.ts';
import type { CardView } from './card-view.ts';
import type { ExplainedJob } from './failure-reply.ts';
import { plainLabel } from './pipeline-labels.ts';

/** @returns whole log and rerun with SSH, for exactly this job; none when its ids could not come back in a click */
export function failureButtons({ snapshot, texts }: CardView, { workflow, job }: ExplainedJob): Button[] {
  const target = { pipelineId: snapshot.id, workflowId: workflow.id, jobId: job.id };
  if (!isEncodable(target)) return [];
  const { failures, buttons } = texts;
  const name = plainLabel(job);
  const value = encodeTarget(target);
  const deny = buttons.notNow;
  return [
    button({
      action: ACTION.failureLog,
      text: failures.log,
      label: failures.logNamed(name),
      value,
      confirm: confirmDialog({
        title: failures.logTitle(name),
        text: failures.logText(name),
        confirm: failures.logConfirm,
        deny,
      }),
    }),
    button({
      action: ACTION.rerunSsh,
      text: failures.ssh,
      label: failures.sshNamed(name),
      value,
      confirm: confirmDialog({
        title: failures.sshTitle(name),
        text: failures.sshText(name),
        confirm: failures.sshConfirm,
        deny,
      }),
    }),
  ];
}
