import type { Locale } from '../domain/locale.ts';
import type { PipelineProblem, PipelineSnapshot } from '../domain/pipeline.ts';
import { messages } from '../i18n/index.ts';
import { inline, link, quote } from './mrkdwn.ts';

/** What went wrong with a run that CircleCI had accepted. */
export type LateTrouble =
  | { readonly kind: 'problems'; readonly problems: readonly PipelineProblem[] }
  | { readonly kind: 'no-workflow' }
  | { readonly kind: 'setup-only' };

/** @returns the private message to whoever started the pipeline, as mrkdwn */
export function lateTroubleText(snapshot: PipelineSnapshot, trouble: LateTrouble, locale: Locale): string {
  const { trouble: texts } = messages(locale);
  const name =
    snapshot.number === null ? snapshot.projectName : `${snapshot.projectName} #${snapshot.number}`;
  const pipeline = snapshot.url === null ? inline(name) : link(snapshot.url, name);
  if (trouble.kind === 'no-workflow') return texts.noWorkflow(pipeline);
  if (trouble.kind === 'setup-only') return texts.setupOnly(pipeline);
  const said = trouble.problems.map(({ message }) => message).join('\n');
  if (snapshot.workflows.length > 0) return texts.refused(pipeline, quote(said, 1_000, 10));
  return said === '' ? texts.problemsSilently(pipeline) : texts.problems(pipeline, quote(said, 1_000, 10));
}
