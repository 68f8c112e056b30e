import type { KnownBlock } from '@slack/types';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { pipelineStatus, workflowGroups } from '../domain/pipeline-state.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { context, shortHash, withBlockIds } from './blocks.ts';
import { type WorkflowEntry, withinBudget } from './card-budget.ts';
import { footerBlocks } from './card-footer.ts';
import { headBlocks } from './card-head.ts';
import { decidableHolds } from './card-holds.ts';
import { type CardView, row } from './card-view.ts';
import { workflowBlocks } from './card-workflow.ts';
import { listOf } from './lists.ts';
import { inline } from './mrkdwn.ts';
import { pipelineLabel, plainLabel, refLabel } from './pipeline-labels.ts';
import { statusWord } from './status-text.ts';

export interface Card {
  /** What notifications and screen readers say: status, project, number, branch or tag, what waits. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** Stays the same while only progress changes (jobs done, what runs now, which further job failed). */
  readonly edge: string;
}

/** What a card is made from beside the pipeline. */
export type CardSettings = Pick<CardView, 'locale' | 'mutedBy' | 'reasonHolds'>;

/**
 * The card of a pipeline, made of nothing but the snapshot, who muted it and what the rules ask for: no clock, no other state.
 *
 * @returns blocks within Slack's limits for any snapshot
 */
export function renderCard(
  snapshot: PipelineSnapshot,
  { locale, mutedBy = null, reasonHolds }: CardSettings,
): Card {
  const view = { snapshot, locale, texts: messages(locale), progress: true, mutedBy };
  const shown = reasonHolds === undefined ? view : { ...view, reasonHolds };
  const text = fallbackText(view);
  return {
    text,
    blocks: withBlockIds(snapshot.id, cardBlocks(shown)),
    edge: shortHash(JSON.stringify([text, cardBlocks({ ...view, progress: false })])),
  };
}

function cardBlocks(view: CardView): KnownBlock[] {
  const groups = workflowGroups(view.snapshot);
  const holds = groups.reduce((sum, { current }) => sum + decidableHolds(view, current).length, 0);
  const entries = groups.map((group) => ({ group, blocks: workflowBlocks(view, group, holds > 1) }));
  const { shown, hidden } = withinBudget(entries);
  return [
    ...headBlocks(view),
    ...shown.flatMap(({ blocks }) => blocks),
    ...restBlocks(view, hidden),
    ...footerBlocks(view),
  ];
}

function restBlocks({ locale, texts: { cards } }: CardView, hidden: readonly WorkflowEntry[]): KnownBlock[] {
  if (hidden.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { group } of hidden) {
    const word = statusWord(group.current.status, locale);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const describe = ([word, count]: [string, number]) => cards.statusCount(word, formatCount(count, locale));
  const summary = listOf([...counts], describe, { items: 6, length: 1500 }, locale);
  const line =
    hidden.length === 1
      ? cards.oneMoreWorkflow(summary)
      : cards.moreWorkflows(formatCount(hidden.length, locale), summary);
  return [context([line])];
}

function fallbackText(view: CardView): string {
  const { snapshot, locale, texts } = view;
  const holds = workflowGroups(snapshot).flatMap(({ current }) => decidableHolds(view, current));
  const limits = { items: 3, length: 600 };
  const names = listOf(holds, (hold) => inline(plainLabel(hold)), limits, locale);
  return texts.cards.fallback(
    statusWord(pipelineStatus(snapshot), locale),
    row([pipelineLabel(snapshot), refLabel(view), names === '' ? '' : texts.cards.fallbackHolds(names)]),
  );
}
