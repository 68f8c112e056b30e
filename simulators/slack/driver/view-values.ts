import { elementsOf } from '../elements.ts';
import { type Json, text } from '../json.ts';
import type { ClientView, ElementState, ViewState } from '../protocol.ts';
import { type Entry, toState } from './to-state.ts';

/** What a test fills in: by block_id or by action_id. */
export type Entries = Readonly<Record<string, Entry>>;

/**
 * The state of a view in which these entries were made; everything else is as it opened.
 * @throws Error for an entry that names no input of the view
 */
export function toViewState(view: ClientView, entries: Entries, offered: readonly Json[]): ViewState {
  const left = new Set(Object.keys(entries));
  const state: Record<string, Record<string, ElementState>> = {};
  for (const block of view.blocks) {
    for (const element of elementsOf(block)) {
      const [blockId, actionId] = [text(block.block_id), text(element.action_id)];
      const name = [blockId, actionId].find((one) => Object.hasOwn(entries, one));
      const entry = name === undefined ? undefined : entries[name];
      if (name === undefined || entry === undefined) continue;
      left.delete(name);
      state[blockId] = { ...state[blockId], [actionId]: toState(element, entry, offered) };
    }
  }
  if (left.size > 0) {
    const known = view.blocks.map((block) => text(block.block_id)).join(', ');
    throw new Error(`The view "${view.title}" has no input ${[...left].join(', ')}. Its blocks: ${known}.`);
  }
  return state;
}
