import { z } from 'zod';
import type { ActionKind } from './pipeline.ts';

/** What people can have done in CircleCI, as far as it makes a difference who may. */
export const GOVERNED_ACTIONS = ['run', 'approve', 'rerun', 'rerun_ssh', 'cancel', 'rollback'] as const;

export type GovernedAction = (typeof GOVERNED_ACTIONS)[number];

/**
 * A rerun with SSH lets a person into a machine that holds secrets, so it is an action of its own. Whoever may approve
 * may reject.
 */
export function governedAction(kind: ActionKind, detail: Readonly<Record<string, unknown>>): GovernedAction {
  if (kind === 'reject') return 'approve';
  return kind === 'rerun' && typeof detail.sshJobId === 'string' ? 'rerun_ssh' : kind;
}

/** @returns what the audit log calls it: a rejection is told apart from an approval */
export function auditedAction(kind: ActionKind, detail: Readonly<Record<string, unknown>>): string {
  return kind === 'reject' ? kind : governedAction(kind, detail);
}

/** A list such as `run,approve`, or `all`; nothing when it is not set. */
export const sharedActions = z
  .string()
  .transform(actionsIn)
  .refine((actions) => actions !== null, `must be all, or some of ${GOVERNED_ACTIONS.join(', ')}`)
  .transform((actions) => actions ?? [])
  .default([]);

/** @returns null when something else is named */
function actionsIn(text: string): readonly GovernedAction[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.includes('all')) return words.length === 1 ? GOVERNED_ACTIONS : null;
  const known = GOVERNED_ACTIONS.filter((action) => words.includes(action));
  return known.length === new Set(words).size ? known : null;
}
