import type { Locale } from '../domain/locale.ts';
import type { JobSnapshot, PipelineSnapshot } from '../domain/pipeline.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { oneLine, shorten } from './mrkdwn.ts';
import { plainLabel, plainPipeline } from './pipeline-labels.ts';

/** What is in the file; texts readable and masked already. */
export interface LogContent {
  readonly steps: readonly {
    readonly name: string;
    /** Null when CircleCI did not give it. */
    readonly text: string | null;
    readonly truncated: boolean;
  }[];
  /** Failed steps that are not among them. */
  readonly more: number;
}

export interface LogFile {
  readonly filename: string;
  readonly title: string;
  readonly content: string;
}

/** @returns a text file with what the failed steps of a job printed, and what is missing from it */
export function logFile(
  snapshot: PipelineSnapshot,
  job: JobSnapshot,
  { steps, more }: LogContent,
  locale: Locale,
): LogFile {
  const texts = messages(locale);
  const { file } = texts.failures;
  const name = plainLabel(job);
  const parts = steps.map(({ name: step, text, truncated }) =>
    [
      `===== ${file.step(shorten(oneLine(step), 200))} =====`,
      ...(truncated ? [file.cut] : []),
      text === null ? file.unread : text.trim() === '' ? file.empty : text.trimEnd(),
    ].join('\n'),
  );
  const head = [file.head(plainPipeline(snapshot, texts), name), file.note].join('\n');
  const foot = more > 0 ? [file.more(formatCount(more, locale))] : [];
  return {
    filename: `${fileName(job)}.log`,
    title: file.title(name),
    content: `${[head, ...parts, ...foot].join('\n\n')}\n`,
  };
}

/** Letters, digits, dots and dashes, never a path: it ends up on people's disks. */
function fileName({ name, number }: JobSnapshot): string {
  const safe = name
    .normalize('NFKC')
    .replace(/[^\p{Letter}\p{Number}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [shorten(safe, 60).replace('…', '') || 'job', ...(number === null ? [] : [String(number)])].join(
    '-',
  );
}
