import type { ActionKind } from './pipeline.ts';

/** What people can have done in CircleCI, as far as it makes a difference who may. */
export const GOVERNED_ACTIONS = ['run', 'approve', 'rerun', 'rerun_ssh', 'cancel'] as const;

export type GovernedAction = (typeof GOVERNED_ACTIONS)[number];

/** A rerun with SSH lets a person into a machine that holds secrets, so it is an action of its own. */
export function governedAction(kind: ActionKind, detail: Readonly<Record<string, unknown>>): GovernedAction {
  return kind === 'rerun' && typeof detail.sshJobId === 'string' ? 'rerun_ssh' : kind;
}
