import { PROJECT } from './core.ts';

/** A pipeline as some reading told of it. */
export interface Told {
  readonly id: string;
  readonly number: number;
  readonly at: Date;
  readonly status: string;
  readonly branch: string;
  readonly subject: string;
  /** How often its workflow was run. */
  readonly attempts: number;
  /** It waits for an approval. */
  readonly hold: boolean;
}

/** @returns a record to merge into the store: one workflow, all its attempts but the last failed */
export function toldRecord(told: Partial<Told> & Pick<Told, 'id' | 'number' | 'at' | 'status'>) {
  const { id, number, at, status, branch = 'main', subject = 'x', attempts = 1, hold = false } = told;
  const createdAt = at.toISOString();
  const approval = {
    ...{ id: `${id}-hold`, name: 'hold', number: 1, type: 'approval', status: 'on_hold', position: 0 },
    ...{ startedAt: null, stoppedAt: null, approvalRequestId: `${id}-hold`, observedAt: createdAt },
  };
  return {
    pipeline: {
      ...{ id, number, branch, projectSlug: PROJECT, tag: null, revision: null, repositoryUrl: null },
      ...{ commitSubject: subject, commitAuthor: null, triggerType: 'webhook', triggerActor: null },
      ...{ startedBy: null, state: 'created', problems: [], createdAt, observedAt: null },
    },
    workflows: Array.from({ length: attempts }, (_, index) => ({
      ...{
        id: `${id}-w${index + 1}`,
        name: 'build',
        createdAt: new Date(at.getTime() + index).toISOString(),
      },
      status: index + 1 < attempts ? 'failed' : hold ? 'on_hold' : status,
      stoppedAt: hold ? null : createdAt,
      jobsComplete: hold,
      isSetup: false,
      // As after a reading: of what only a webhook has reported, a success does not count yet.
      observedAt: createdAt,
      jobs: hold ? [approval] : [],
    })),
  };
}
