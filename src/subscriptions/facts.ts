import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { hasErrors, pipelineStatus, workflowGroups, workflowKey } from '../domain/pipeline-state.ts';
import { isFailure, isFinished } from '../domain/status.ts';
import type { Outcome } from '../domain/subscription-filter.ts';
import { botOf } from './bots.ts';

/** What subscriptions decide by. */
export interface Facts {
  readonly projectSlug: string;
  /** Further slugs by which the project is known; left out: none. */
  readonly otherSlugs?: readonly string[];
  readonly branch: string | null;
  readonly tag: string | null;
  readonly defaultBranch: string | null;
  /** Who made the commit and who started the pipeline, as far as CircleCI says. */
  readonly authors: readonly string[];
  /** Slack users who made the commit or started the pipeline, as far as is known; left out: none. */
  readonly hands?: readonly string[];
  /** The bot that made the commit or started the pipeline, as it is called; null or left out: none did. */
  readonly bot?: string | null;
  /** CircleCI reports errors: it started no workflow, or refused what the setup workflow continued with. */
  readonly didNotStart: boolean;
  /** The setup workflow that it got no further than had failed before, too. Left out: it had not. */
  readonly failedBefore?: boolean;
  readonly workflows: readonly WorkflowOutcome[];
}

export interface JobOutcome {
  readonly name: string;
  readonly reached: ReadonlySet<Outcome>;
}
export interface WorkflowOutcome extends JobOutcome {
  readonly jobs: readonly JobOutcome[];
}

export type Ending = 'failed' | 'success';

/** What is known beside the pipeline itself. */
export interface Surroundings {
  readonly defaultBranch: string | null;
  /** Further slugs by which the project is known; left out: none. */
  readonly otherSlugs?: readonly string[];
  /** How each workflow, by its `workflowKey`, last ended on this branch before this pipeline. */
  readonly before: ReadonlyMap<string, Ending>;
  /** Slack users who had a hand in it; left out: nobody asked. */
  readonly hands?: readonly string[];
  /** Globs of further names, logins and e-mail addresses of bots; left out: none. */
  readonly botAuthors?: readonly string[];
}

/**
 * @param span `now` takes each workflow as it stands; `ever` also what it went through: earlier attempts, and holds
 *   that were decided since
 */
export function factsOf(
  snapshot: PipelineSnapshot,
  around: Surroundings,
  span: 'now' | 'ever' = 'now',
): Facts {
  const { projectSlug, branch, tag, commitAuthor, triggerActor } = snapshot;
  const authors = [commitAuthor, triggerActor].filter((name) => name !== null && name.trim() !== '');
  return {
    projectSlug,
    otherSlugs: around.otherSlugs ?? [],
    branch,
    tag,
    defaultBranch: around.defaultBranch,
    authors: [...new Set(authors.filter((name) => name !== null))],
    hands: around.hands ?? [],
    bot: botOf(snapshot, around.botAuthors ?? []),
    didNotStart: hasErrors(snapshot),
    failedBefore: snapshot.workflows.some(
      (workflow) => workflow.isSetup === true && around.before.get(workflowKey(workflow)) === 'failed',
    ),
    workflows: workflowGroups(snapshot).map(({ current, earlier }) => {
      const attempts = [...earlier, current];
      const looked = span === 'ever' ? attempts : [current];
      return outcomeOf(current.name, looked, attempts, { ...around, span, believes: believer(snapshot) });
    }),
  };
}

/**
 * Which successes are counted. A setup workflow has done its work when what it prepared has, and until CircleCI was read
 * any workflow may be one. Where it cannot be read, what webhooks reported is shown in the end; but `fixed` is announced
 * for good, and waits.
 */
function believer(
  snapshot: PipelineSnapshot,
): (workflow: WorkflowSnapshot) => 'yes' | 'no' | 'not-for-fixed' {
  const whole = pipelineStatus(snapshot);
  const isThrough = whole === 'success' || whole === 'setup-only';
  return ({ status, isSetup, unread }) => {
    if (status !== 'success') return 'yes';
    if (unread === true) return snapshot.waitOver === true ? 'not-for-fixed' : 'no';
    return isSetup !== true || isThrough ? 'yes' : 'no';
  };
}

interface Judging extends Surroundings {
  readonly span: 'now' | 'ever';
  readonly believes: ReturnType<typeof believer>;
}

/** @returns how a finished workflow ended, null for one that goes on or that nobody can call either */
export function endingOf(status: string): Ending | null {
  if (status === 'success') return 'success';
  return isFailure(status) || status === 'failing' ? 'failed' : null;
}

function outcomeOf(
  name: string,
  looked: readonly WorkflowSnapshot[],
  attempts: readonly WorkflowSnapshot[],
  { before, span, believes }: Judging,
): WorkflowOutcome {
  const reached = new Set<Outcome>();
  const jobs = new Map<string, Set<Outcome>>();
  for (const workflow of looked) {
    const earlier = attempts.slice(0, attempts.indexOf(workflow));
    const last = earlier.map(({ status }) => endingOf(status)).findLast((ending) => ending !== null);
    const belief = believes(workflow);
    const turned =
      belief === 'yes' ? turn(endingOf(workflow.status), last ?? before.get(workflowKey(workflow))) : [];
    const own = belief === 'no' ? [] : plainOutcomes(workflow.status);
    for (const outcome of [...own, ...turned]) reached.add(outcome);
    for (const job of workflow.jobs) {
      const ofJob = jobs.get(job.name) ?? new Set<Outcome>();
      if (waited(job, workflow, span)) {
        reached.add('on_hold');
        ofJob.add('on_hold');
      }
      const ends = job.type === 'approval' ? [] : plainOutcomes(job.status);
      // A job turns with its workflow: it is what broke it, or what is whole again.
      if (ends.includes('failed') && turned.includes('broken')) ofJob.add('broken');
      if (ends.includes('success') && turned.includes('fixed')) ofJob.add('fixed');
      for (const outcome of ends) ofJob.add(outcome);
      jobs.set(job.name, ofJob);
    }
  }
  return { name, reached, jobs: [...jobs].map(([job, outcomes]) => ({ name: job, reached: outcomes })) };
}

function plainOutcomes(status: string): Outcome[] {
  const ending = endingOf(status);
  if (ending !== null) return [ending];
  return status === 'canceled' ? ['canceled'] : [];
}

/** The first failure that is known of a workflow on a branch breaks it. */
function turn(ending: Ending | null, before: Ending | undefined): Outcome[] {
  if (ending === 'failed') return before === 'failed' ? [] : ['broken'];
  return ending === 'success' && before === 'failed' ? ['fixed'] : [];
}

function waited(job: JobSnapshot, workflow: WorkflowSnapshot, span: 'now' | 'ever'): boolean {
  if (job.type !== 'approval') return false;
  if (span === 'ever' && job.status === 'success') return true;
  return job.status === 'on_hold' && (span === 'ever' || !isFinished(workflow.status));
}
