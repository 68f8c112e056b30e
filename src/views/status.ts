import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { pipelineStatus, workflowGroups } from '../domain/pipeline-state.ts';
import { messages } from '../i18n/index.ts';
import { section, withBlockIds } from './blocks.ts';
import { renderCard } from './card.ts';
import { row } from './card-view.ts';
import { listWithin } from './lists.ts';
import { inline, shorten } from './mrkdwn.ts';
import { pipelineLink, plainLabel, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/**
 * @returns a private answer: one pipeline as the card it is, several as a list with a paragraph each, at most 40
 */
export function renderStatus(
  snapshots: readonly PipelineSnapshot[],
  locale: Locale,
): { text: string; blocks?: KnownBlock[] } {
  const [only, ...others] = snapshots;
  const { statusTitle, noPipelines } = messages(locale).interactions;
  if (only === undefined) return { text: noPipelines };
  if (others.length === 0) {
    const { text, blocks } = renderCard(only, { locale });
    return { text, blocks };
  }
  const shown = snapshots.slice(0, 40);
  const rows = shown.map((snapshot) => section(pipelineLines(snapshot, locale)));
  return {
    text: statusTitle,
    blocks: withBlockIds('status', [section([`*${statusTitle}*`]), ...rows]),
  };
}

function pipelineLines(snapshot: PipelineSnapshot, locale: Locale): string[] {
  const texts = messages(locale);
  const status = pipelineStatus(snapshot);
  const workflows = workflowGroups(snapshot).map(
    ({ current }) => `${inline(plainLabel(current))}: ${statusWord(current.status, locale)}`,
  );
  return [
    row([
      `${statusEmoji(status)} *${statusWord(status, locale)}*`,
      pipelineLink(snapshot),
      refLabel({ snapshot, texts }),
    ]),
    inline(shorten(snapshot.commitSubject ?? '', 120)),
    listWithin(workflows, { items: 6, length: 600 }, locale),
  ].filter((line) => line !== '');
}
