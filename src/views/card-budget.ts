import type { KnownBlock } from '@slack/types';
import type { WorkflowGroup } from '../domain/pipeline-state.ts';
import { waitingHolds } from '../domain/pipeline-state.ts';
import { isFailure, isFinished } from '../domain/status.ts';

/** A workflow with the blocks that show it in full. */
export interface WorkflowEntry {
  readonly group: WorkflowGroup;
  readonly blocks: readonly KnownBlock[];
}

/** What all workflows of a card may take; seven of Slack's 50 blocks are left to the head, the line of the rest and the foot. */
const BUDGET = { entries: 15, blocks: 43, text: 12_000 } as const;

/**
 * Chooses which workflows a card shows in full: those that wait for a person, then the failed, then those under way.
 *
 * @returns both parts in the order given
 */
export function withinBudget(entries: readonly WorkflowEntry[]): {
  shown: WorkflowEntry[];
  hidden: WorkflowEntry[];
} {
  const shown = new Set<WorkflowEntry>();
  let blocks = 0;
  let text = 0;
  for (const entry of entries.toSorted((a, b) => urgency(a) - urgency(b))) {
    const entryText = textLength(entry.blocks);
    if (shown.size === BUDGET.entries) break;
    if (blocks + entry.blocks.length > BUDGET.blocks || text + entryText > BUDGET.text) continue;
    shown.add(entry);
    blocks += entry.blocks.length;
    text += entryText;
  }
  return {
    shown: entries.filter((entry) => shown.has(entry)),
    hidden: entries.filter((entry) => !shown.has(entry)),
  };
}

function urgency({ group: { current } }: WorkflowEntry): number {
  if (current.status === 'on_hold' || waitingHolds(current).length > 0) return 0;
  if (isFailure(current.status) || current.status === 'failing') return 1;
  return isFinished(current.status) ? 3 : 2;
}

function textLength(blocks: readonly KnownBlock[]): number {
  return blocks.reduce(
    (sum, block) => sum + (block.type === 'section' ? (block.text?.text.length ?? 0) : 0),
    0,
  );
}
