import type { KnownBlock } from '@slack/types';
import { isSettled, pipelineStatus } from '../domain/pipeline-state.ts';
import { isFailure } from '../domain/status.ts';
import { ACTION, encodeId } from './action-ids.ts';
import { actions, button } from './blocks.ts';
import type { CardView } from './card-view.ts';

/** @returns what every card ends with: the question why it is there, answered in private, and how to mute it */
export function footerBlocks(view: CardView): KnownBlock[] {
  const { snapshot, texts } = view;
  const value = encodeId(snapshot.id);
  if (value === null) return [];
  const why = button({ action: ACTION.why, text: texts.buttons.why, value });
  return [actions([why, ...muteButton(view, value)])];
}

/** Nothing more is told of what ended well, so that there is nothing to mute. */
function muteButton({ snapshot, texts: { people }, mutedBy = null }: CardView, value: string) {
  if (mutedBy !== null) return [button({ action: ACTION.unmute, text: people.unmute, value })];
  const status = pipelineStatus(snapshot);
  const isOver = isSettled(snapshot) && !isFailure(status) && status !== 'errored';
  return isOver ? [] : [button({ action: ACTION.mute, text: people.mute, value })];
}
