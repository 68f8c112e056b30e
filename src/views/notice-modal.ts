import type { ModalView } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { plainText, section } from './blocks.ts';

/** @returns a window without anything to fill in: it says what is going on, or why there is no form */
export function noticeModal(mrkdwn: string, locale: Locale): ModalView {
  const { loading } = messages(locale).interactions;
  return {
    type: 'modal',
    title: plainText(loading.title, 24),
    close: plainText(loading.close, 24),
    blocks: [section([mrkdwn])],
  };
}
