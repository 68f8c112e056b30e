import type { KnownBlock } from '@slack/types';
import { ACTION, encodeId } from './action-ids.ts';
import { actions, button } from './blocks.ts';
import type { CardView } from './card-view.ts';

/** @returns what every card ends with: the question why it is there, answered in private */
export function footerBlocks({ snapshot, texts }: CardView): KnownBlock[] {
  const value = encodeId(snapshot.id);
  if (value === null) return [];
  return [actions([button({ action: ACTION.why, text: texts.buttons.why, value })])];
}
