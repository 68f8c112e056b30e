/**
 * The contract between what cards show and what `interactions/` answers: the `action_id` of every element,
 * and the value a button carries.
 */
export const ACTION = {
  approve: 'hold.approve',
  /** Opens a form for the reason that the rules ask for; the form is the confirmation. */
  approveReason: 'hold.approve_reason',
  /** On cards of earlier versions. */
  cancelHold: 'hold.cancel',
  /** Opens a form for the reason. */
  reject: 'hold.reject',
  /** Takes back one's own vote. */
  withdraw: 'hold.withdraw',
  reasonSubmit: 'hold.reason_submit',
  reasonText: 'hold.reason',
  /** Opens what is behind a hold. */
  whatApproving: 'hold.what',
  /** On the warning that CircleCI would refuse jobs behind it. */
  approveAnyway: 'hold.approve_anyway',
  rerunFailed: 'workflow.rerun_failed',
  /** On the explanation of a failure; `jobId` is the failed job. */
  rerunSsh: 'failure.rerun_ssh',
  failureLog: 'failure.log',
  cancelWorkflow: 'workflow.cancel',
  /** Draws the list of what waits for a person anew. */
  approvalsRefresh: 'approvals.refresh',
  /** Link buttons send an action too; it only needs an acknowledgement. */
  openPipeline: 'link.open',
  /** “Why did I get this?”, with the pipeline's id as its value. */
  why: 'card.why',
  /** On a card, with the pipeline's id as its value. */
  mute: 'card.mute',
  unmute: 'card.unmute',
  editSubscription: 'subscription.edit',
  subscriptionSubmit: 'subscription.save',
  /** With the id of what waits until a person has connected. */
  connect: 'identity.connect',
  connectSubmit: 'identity.connect_submit',
  connectToken: 'identity.token',
  /** About a lock, with its id as their value; `lockKeep` has the asking's. */
  lockAsk: 'lock.ask',
  lockRelease: 'lock.release',
  lockKeep: 'lock.keep',
  lockExtend: 'lock.extend',
  /** With the id of the stop. */
  stopConfirm: 'stop.confirm',
  stopCallOff: 'stop.call_off',
  runSubmit: 'run.submit',
  runProject: 'run.project',
  runRef: 'run.ref',
  runParameters: 'run.parameters',
  runDefinition: 'run.definition',
  runPreset: 'run.preset',
  /** With the id of what waits to be confirmed. */
  confirmYes: 'confirm.yes',
  confirmNo: 'confirm.no',
  /** With the preset's name as their value. */
  presetRun: 'preset.run',
  presetDelete: 'preset.delete',
  rerunJobsSubmit: 'rerun_jobs.submit',
  rerunJobs: 'rerun_jobs.jobs',
  rollbackSubmit: 'rollback.submit',
  rollbackComponent: 'rollback.component',
  rollbackEnvironment: 'rollback.environment',
  rollbackVersion: 'rollback.version',
  rollbackReason: 'rollback.reason',
} as const;

export type ActionId = (typeof ACTION)[keyof typeof ACTION];

/** What a button is about. `jobId` is the approval job, null on buttons that are about a whole workflow. */
export interface ButtonTarget {
  readonly pipelineId: string;
  readonly workflowId: string;
  readonly jobId: string | null;
}

/** Ids end up in paths of API calls: nothing but letters, digits, `-` and `_`, and short enough for any value. */
const ID = /^[A-Za-z0-9_-]{1,100}$/;

/** @returns true when every id of the target is one that `encodeTarget` takes */
export function isEncodable(target: ButtonTarget): boolean {
  return [target.pipelineId, target.workflowId, target.jobId ?? 'none'].every((id) => ID.test(id));
}

/**
 * @returns the target as compact JSON, under 400 characters (Source: Slack docs, button element: value up to 2,000)
 * @throws RangeError on an id that is none
 */
export function encodeTarget(target: ButtonTarget): string {
  if (!isEncodable(target)) throw new RangeError('A button target needs ids of letters, digits, - and _.');
  const { pipelineId: p, workflowId: w, jobId: j } = target;
  return JSON.stringify(j === null ? { p, w } : { p, w, j });
}

/**
 * @param value what a click sent; anyone may forge it
 * @returns the target, or null on anything that `encodeTarget` would not have made
 */
export function decodeTarget(value: string | null | undefined): ButtonTarget | null {
  const parsed = parseObject(value);
  if (parsed === null) return null;
  const { p, w, j = null } = parsed;
  if (typeof p !== 'string' || typeof w !== 'string') return null;
  if (j !== null && typeof j !== 'string') return null;
  const target = { pipelineId: p, workflowId: w, jobId: j };
  return isEncodable(target) ? target : null;
}

/** @returns a value for a button about one thing with an id, or null when the id could not come back in a click */
export function encodeId(id: string): string | null {
  return ID.test(id) ? id : null;
}

/** @param value what a click sent; anyone may forge it */
export function decodeId(value: string | null | undefined): string | null {
  return typeof value === 'string' && ID.test(value) ? value : null;
}

function parseObject(value: string | null | undefined): { p?: unknown; w?: unknown; j?: unknown } | null {
  if (typeof value !== 'string' || value.length > 2000) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
