import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { Lock } from '../domain/lock.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { pipelineStatus, workflowGroups } from '../domain/pipeline-state.ts';
import { messages } from '../i18n/index.ts';
import { context, section, withBlockIds } from './blocks.ts';
import { renderCard } from './card.ts';
import { row } from './card-view.ts';
import { listWithin } from './lists.ts';
import { lockLine } from './lock-text.ts';
import { inline, shorten } from './mrkdwn.ts';
import { pipelineLink, plainLabel, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/**
 * @param locks those that hold for any of them
 * @returns a private answer: one pipeline as the card it is, several as a list with a paragraph each, at most 40
 */
export function renderStatus(
  snapshots: readonly PipelineSnapshot[],
  locale: Locale,
  locks: readonly Lock[] = [],
): { text: string; blocks?: KnownBlock[] } {
  const [only, ...others] = snapshots;
  const { statusTitle, noPipelines } = messages(locale).interactions;
  if (only === undefined) return { text: noPipelines };
  if (others.length === 0) {
    const { text, blocks } = renderCard({ ...only, locks: [] }, { locale });
    return { text, blocks: [...lockBlocks(locks, locale), ...blocks] };
  }
  const shown = snapshots.slice(0, 40);
  const rows = shown.map((snapshot) => section(pipelineLines(snapshot, locale)));
  return {
    text: statusTitle,
    blocks: withBlockIds('status', [section([`*${statusTitle}*`]), ...lockBlocks(locks, locale), ...rows]),
  };
}

/** Most that are shown; `/circleci locks` lists all. */
const LOCKS_SHOWN = 5;

function lockBlocks(locks: readonly Lock[], locale: Locale): KnownBlock[] {
  if (locks.length === 0) return [];
  return [context(locks.slice(0, LOCKS_SHOWN).map((lock) => lockLine(lock, locale)))];
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
