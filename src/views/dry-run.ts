import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { pipelineStatus } from '../domain/pipeline-state.ts';
import { formatCount, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { joinWithin } from './blocks.ts';
import { row } from './card-view.ts';
import { pipelineLink, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/** What came of trying a subscription on stored pipelines. */
export interface DryRunModel {
  /** mrkdwn */
  readonly project: string;
  /** mrkdwn, see `filterText`. */
  readonly filter: string;
  readonly of: number;
  /** Newest first. */
  readonly shown: readonly PipelineSnapshot[];
  /** ISO 8601; null without any pipeline. */
  readonly since: string | null;
  /** What quiet hours, a digest and the budget would have made of those. */
  readonly rehearsal: { readonly cards: number; readonly held: number; readonly digests: number };
}

const MOST_NAMED = 5;
const LONGEST = 3_900;

/** @returns mrkdwn: how many cards it would have been, and the newest of them */
export function renderDryRun(
  { project, filter, of, shown, since, rehearsal }: DryRunModel,
  locale: Locale,
): string {
  const texts = messages(locale);
  const { dryRun } = texts.subscriptions;
  const lines = [dryRun.title(project), `• ${filter}`];
  const moment = since === null ? null : slackDate(since);
  if (of === 0 || moment === null) return [...lines, dryRun.nothingStored].join('\n');
  lines.push(dryRun.result(formatCount(shown.length, locale), formatCount(of, locale), moment));
  if (rehearsal.held > 0) {
    const [cards, held, digests] = [rehearsal.cards, rehearsal.held, rehearsal.digests].map((count) =>
      formatCount(count, locale),
    );
    lines.push(texts.digests.dryRun(cards ?? '', held ?? '', digests ?? ''));
  }
  for (const snapshot of shown.slice(0, MOST_NAMED)) {
    const status = pipelineStatus(snapshot);
    const ref = refLabel({ snapshot, texts });
    lines.push(
      `    ${statusEmoji(status)} ${row([statusWord(status, locale), pipelineLink(snapshot), ref])}`,
    );
  }
  if (shown.length > MOST_NAMED) {
    lines.push(`    ${texts.home.more(formatCount(shown.length - MOST_NAMED, locale))}`);
  }
  return joinWithin([...lines, dryRun.unchanged], LONGEST);
}
