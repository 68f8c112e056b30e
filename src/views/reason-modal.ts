import type { ModalView } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { ACTION, type ButtonTarget, decodeTarget, encodeTarget } from './action-ids.ts';
import { plainText, section } from './blocks.ts';
import { decodeOrigin } from './run-modal.ts';

/** The form that asks why, before an approval where a rule wants a reason, and before every rejection. */

export type ReasonKind = 'approve' | 'reject';

export interface ReasonOrigin {
  readonly kind: ReasonKind;
  readonly target: ButtonTarget;
  readonly channelId: string | null;
  readonly responseUrl: string | null;
  /** True when a card or App Home shows what came of it, so that nothing need be said. */
  readonly shown: boolean;
}

export interface ReasonForm {
  readonly origin: ReasonOrigin;
  readonly locale: Locale;
  /** mrkdwn; null when the name is not known. */
  readonly hold: string | null;
  /** mrkdwn: the workflow, and what else waits for an approval in it. */
  readonly workflow: string;
  readonly otherHolds: string;
  readonly onReject: 'cancel-workflow' | 'cancel-hold';
  readonly longest: number;
}

export const REASON_BLOCK = 'reason';

export function reasonModal(reasonForm: ReasonForm): ModalView {
  const { origin, locale, hold, longest } = reasonForm;
  const { form } = messages(locale).votes;
  const isApproval = origin.kind === 'approve';
  const title = plainText(isApproval ? form.approveTitle : form.rejectTitle, 24);
  const intro = isApproval ? form.approveIntro(hold ?? form.thisHold) : rejectIntro(reasonForm);
  return {
    type: 'modal',
    callback_id: ACTION.reasonSubmit,
    title,
    submit: title,
    close: plainText(form.close, 24),
    private_metadata: encode(origin),
    blocks: [
      section([intro]),
      {
        type: 'input',
        block_id: REASON_BLOCK,
        label: plainText(form.label, 2000),
        hint: plainText(form.hint, 2000),
        element: {
          type: 'plain_text_input',
          action_id: ACTION.reasonText,
          multiline: true,
          max_length: longest,
        },
      },
    ],
  };
}

function rejectIntro({ locale, hold, workflow, otherHolds, onReject }: ReasonForm): string {
  const { rejectIntro: intro, thisHold } = messages(locale).votes.form;
  return intro[onReject](hold ?? thisHold, workflow, otherHolds);
}

function encode({ kind, target, channelId: c, responseUrl: r, shown }: ReasonOrigin): string {
  return JSON.stringify({ c, r, k: kind, t: encodeTarget(target), s: shown });
}

/** @returns null when it is not what {@link reasonModal} wrote */
export function decodeReasonOrigin(metadata: string): ReasonOrigin | null {
  const { channelId, responseUrl } = decodeOrigin(metadata);
  const { k, t, s } = fieldsOf(metadata);
  const target = typeof t === 'string' ? decodeTarget(t) : null;
  if (target === null || (k !== 'approve' && k !== 'reject')) return null;
  return { kind: k, target, channelId, responseUrl, shown: s === true };
}

function fieldsOf(metadata: string): { k?: unknown; t?: unknown; s?: unknown } {
  try {
    const parsed: unknown = JSON.parse(metadata);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
