import type { KnownBlock } from '@slack/types';
import { waitingHolds } from '../domain/pipeline-state.ts';
import { formatCount } from '../i18n/format.ts';
import { context } from './blocks.ts';
import type { CardView } from './card-view.ts';
import { lockLine } from './lock-text.ts';

/** Most that are named; with a whole line each they fill a phone. */
const SHOWN = 3;

/** @returns who keeps the others from deciding what waits; nothing on a card that waits for nobody */
export function lockBlocks({ snapshot, texts, locale }: CardView): KnownBlock[] {
  const { locks = [], workflows } = snapshot;
  if (locks.length === 0 || !workflows.some((one) => waitingHolds(one).length > 0)) return [];
  const more = locks.length - SHOWN;
  return [
    context([
      ...locks.slice(0, SHOWN).map((lock) => lockLine(lock, locale)),
      ...(more > 0 ? [texts.locks.more(formatCount(more, locale))] : []),
    ]),
  ];
}
