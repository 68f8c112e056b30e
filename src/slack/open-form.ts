import { setTimeout as pause } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { noticeModal } from '../views/notice-modal.ts';
import type { PrivateAnswer, SlackApi } from './slack-api.ts';
import { SlackError } from './slack-error.ts';

/** Slack lets a form be opened for three seconds after the click, some of which have passed. */
const SOON_MS = 800;

/** What is to be seen: a form, or why there is none. */
export type Made = { readonly form: ModalView } | { readonly answer: PrivateAnswer };
/** The form is open and can be drawn again; or what to answer instead. */
export type Opened = { readonly opened: { id: string; hash: string } } | { readonly answer: PrivateAnswer };

/**
 * Opens a form that is made from what is stored. Where the database is slow, an empty one that says so is opened in
 * time, and filled when the rest is known.
 *
 * @param make asks the database and nothing else
 * @throws what `make` throws, after the empty form was told about it; SlackError when Slack opens nothing
 */
export async function openInTime(
  slack: Pick<SlackApi, 'openView' | 'updateView'>,
  triggerId: string,
  locale: Locale,
  make: () => Promise<Made>,
): Promise<Opened> {
  const making = make();
  const soon = await Promise.race([making, pause(SOON_MS, null, { ref: false })]);
  if (soon !== null) return 'answer' in soon ? soon : { opened: await slack.openView(triggerId, soon.form) };
  // Awaited below; until then its failure is nobody's.
  making.catch(() => {});
  const { loading } = messages(locale).interactions;
  const { id, hash } = await slack.openView(triggerId, noticeModal(loading.text, locale));
  const made = await making.catch(async (error: unknown) => {
    await redraw(slack, id, hash, noticeModal(loading.failed, locale));
    throw error;
  });
  const view = 'form' in made ? made.form : noticeModal(made.answer.text, locale);
  return { opened: { id, hash: await redraw(slack, id, hash, view) } };
}

/** @returns the new hash; the old one when the form was closed meanwhile */
async function redraw(
  slack: Pick<SlackApi, 'updateView'>,
  id: string,
  hash: string,
  view: ModalView,
): Promise<string> {
  try {
    return (await slack.updateView(id, hash, view)).hash;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return hash;
  }
}
