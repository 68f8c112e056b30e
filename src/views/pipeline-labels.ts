import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Catalogue } from '../i18n/index.ts';
import type { CardView } from './card-view.ts';
import { code, inline, link, oneLine, shorten } from './mrkdwn.ts';

/** How a pipeline is called: in mrkdwn on cards and lists, in plain text in dialogs. */

/** @returns `storefront #123`, linked where the address is known */
export function pipelineLink(snapshot: PipelineSnapshot): string {
  return link(snapshot.url, plainName(snapshot));
}

/** @returns `storefront #123` as mrkdwn without a link */
export function pipelineLabel(snapshot: PipelineSnapshot): string {
  return inline(plainName(snapshot));
}

/** @returns ``branch `main` `` or ``tag `v1` ``; an empty string when CircleCI named neither */
export function refLabel({ snapshot, texts }: Pick<CardView, 'snapshot' | 'texts'>): string {
  const tag = code(shorten(oneLine(snapshot.tag ?? ''), 100));
  if (tag !== '') return texts.cards.tag(tag);
  const branch = code(shorten(oneLine(snapshot.branch ?? ''), 100));
  return branch === '' ? '' : texts.cards.branch(branch);
}

/** @returns plain text for a dialog: `storefront #123 (main, “Fix the login”)` */
export function plainPipeline(snapshot: PipelineSnapshot, texts: Catalogue): string {
  const ref = shorten(oneLine(snapshot.tag || snapshot.branch || ''), 60);
  const subject = shorten(oneLine(snapshot.commitSubject ?? ''), 80);
  return texts.buttons.pipeline(plainName(snapshot), ref, subject);
}

function plainName({ projectName, projectSlug, number }: PipelineSnapshot): string {
  const name = shorten(oneLine(projectName) || oneLine(projectSlug), 60);
  return number === null ? name : `${name} #${number}`;
}

/** @returns a workflow's or job's name in plain text, short enough for buttons and lists */
export function plainLabel({ name }: { readonly name: string }): string {
  return shorten(oneLine(name), 60) || '–';
}
