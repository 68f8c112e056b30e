import {
  type Clause,
  type ClauseResult,
  DEFAULT_BRANCH,
  type Filter,
  type Outcome,
  type Why,
} from '../domain/subscription-filter.ts';
import type { Facts, JobOutcome, WorkflowOutcome } from './facts.ts';
import { admits, excludedBy, includedBy, lists } from './globs.ts';
import { isAbout } from './subscription.ts';

/** Each clause of a subscription by itself: whether it lets a pipeline pass, and why. */

const NOT_ASKED = { because: 'not-asked' } as const;

/** A project is matched by any of the slugs by which it is known. */
export function projectClause({ project }: Filter, { projectSlug, otherSlugs = [] }: Facts): ClauseResult {
  const matched = [projectSlug, ...otherSlugs].find((slug) => isAbout({ project }, [slug]));
  return matched === undefined
    ? result('project', false, { because: 'none-matched', values: [projectSlug] })
    : result('project', true, { because: 'matched', value: matched, pattern: project });
}

/** Branches and tags are one clause: a pipeline is of the one or of the other. */
export function refClause(filter: Filter, facts: Facts): ClauseResult {
  const { branches, tags } = filter;
  const { branch, tag } = facts;
  if (branch !== null) {
    if (branches.length === 0 && lists(tags)) return result('ref', false, { because: 'only-tags' });
    return byList('ref', branchGlobs(branches, facts), [branch]);
  }
  if (tag !== null) {
    if (tags.length === 0 && lists(branches)) return result('ref', false, { because: 'only-branches' });
    return byList('ref', plain(tags), [tag]);
  }
  return lists(branches) || lists(tags)
    ? result('ref', false, { because: 'none-matched', values: [] })
    : result('ref', true, NOT_ASKED);
}

export function authorClause({ authors }: Filter, facts: Facts): ClauseResult {
  return byList('author', plain(authors), facts.authors, true);
}

/** Whose pipelines, by who is known to have had a hand in it; whoever nobody knows is nobody's. */
export function mineClause({ people }: Filter, { hands = [] }: Facts): ClauseResult {
  const user = people?.mine ?? null;
  if (user === null) return result('mine', true, NOT_ASKED);
  if (hands.includes(user)) return result('mine', true, { because: 'mine', user });
  return hands.length === 0
    ? result('mine', false, { because: 'nobody-known', user })
    : result('mine', false, { because: 'not-mine', user, hands });
}

export function botsClause({ bots }: Filter, { bot = null }: Facts): ClauseResult {
  if (bots) return result('bots', true, { because: 'bots-welcome' });
  return bot === null
    ? result('bots', true, { because: 'no-bot' })
    : result('bots', false, { because: 'bot', value: bot });
}

/** A pipeline that did not start may lack the workflow that someone waits for, and concerns them. */
export function workflowClause({ workflows: globs }: Filter, facts: Facts): ClauseResult {
  if (globs.length === 0) return result('workflow', true, NOT_ASKED);
  if (facts.didNotStart) return result('workflow', true, { because: 'did-not-start' });
  return bySome('workflow', globs, facts.workflows);
}

export function jobClause(filter: Filter, facts: Facts): ClauseResult {
  if (filter.jobs.length === 0) return result('job', true, NOT_ASKED);
  if (facts.didNotStart) return result('job', true, { because: 'did-not-start' });
  const jobs = chosenWorkflows(filter, facts).flatMap((workflow) => workflow.jobs);
  return bySome('job', filter.jobs, jobs);
}

export function outcomeClause(filter: Filter, facts: Facts): ClauseResult {
  const { outcomes } = filter;
  if (outcomes.includes('all')) return result('outcome', true, NOT_ASKED);
  const reached = reachedOutcomes(filter, facts);
  const usual = outcomes.length === 0;
  const wanted: readonly string[] = usual ? usualOutcomes(facts) : outcomes;
  const both = reached.filter((outcome) => wanted.includes(outcome));
  if (both.length > 0) return result('outcome', true, { because: 'reached', outcomes: both });
  return usual && reached.includes('success')
    ? result('outcome', false, { because: 'success-elsewhere', value: facts.branch ?? facts.tag ?? '' })
    : result('outcome', false, { because: 'not-reached', outcomes: reached });
}

/** What a subscription wants that names no outcomes. */
export function usualOutcomes(facts: Facts): readonly Outcome[] {
  const always: readonly Outcome[] = ['failed', 'fixed', 'on_hold'];
  return facts.branch !== null && isDefaultBranch(facts.branch, facts) ? [...always, 'success'] : always;
}

/** What has happened in the workflows and jobs that the subscription is about. */
export function reachedOutcomes(filter: Filter, facts: Facts): Outcome[] {
  const workflows = chosenWorkflows(filter, facts);
  const chosen: readonly JobOutcome[] =
    filter.jobs.length === 0
      ? workflows
      : workflows.flatMap(({ jobs }) => jobs.filter(({ name }) => admits(filter.jobs, name)));
  const reached = new Set<Outcome>();
  for (const one of chosen) for (const outcome of one.reached) reached.add(outcome);
  return facts.didNotStart ? withFailure(reached, facts) : [...reached];
}

/** Errors make a pipeline a failed one, whatever its workflows came to. */
function withFailure(reached: ReadonlySet<Outcome>, { failedBefore }: Facts): Outcome[] {
  const others = [...reached].filter((outcome) => outcome === 'on_hold' || outcome === 'canceled');
  return failedBefore === true ? ['failed', ...others] : ['failed', 'broken', ...others];
}

/** @returns the names of the approval jobs that wait, among those that the subscription is about */
export function heldJobs(filter: Filter, facts: Facts): string[] {
  const jobs = chosenWorkflows(filter, facts).flatMap((workflow) => workflow.jobs);
  const held = jobs.filter(({ name, reached }) => reached.has('on_hold') && admits(filter.jobs, name));
  return [...new Set(held.map(({ name }) => name))];
}

function chosenWorkflows({ workflows: globs }: Filter, { workflows }: Facts): readonly WorkflowOutcome[] {
  return globs.length === 0 ? workflows : workflows.filter(({ name }) => admits(globs, name));
}

/** `default` stands for whichever branch that is; where CircleCI did not say, for the two usual names. */
function isDefaultBranch(branch: string, { defaultBranch }: Facts): boolean {
  return defaultBranch === null ? branch === 'main' || branch === 'master' : branch === defaultBranch;
}

/** How to ask a list whether it lets a text in or leaves it out. */
interface Globs {
  readonly count: number;
  readonly lists: boolean;
  includedBy(text: string, fold: boolean): string | null;
  excludedBy(text: string, fold: boolean): string | null;
}

function plain(globs: readonly string[]): Globs {
  return {
    count: globs.length,
    lists: lists(globs),
    includedBy: (text, fold) => includedBy(globs, text, fold),
    excludedBy: (text, fold) => excludedBy(globs, text, fold),
  };
}

function branchGlobs(globs: readonly string[], facts: Facts): Globs {
  const [word, not] = [DEFAULT_BRANCH, `!${DEFAULT_BRANCH}`];
  if (!globs.includes(word) && !globs.includes(not)) return plain(globs);
  const rest = plain(globs.filter((glob) => glob !== word && glob !== not));
  const meant = (said: string, text: string) =>
    globs.includes(said) && isDefaultBranch(text, facts) ? said : null;
  return {
    count: globs.length,
    lists: lists(globs),
    includedBy: (text, fold) => meant(word, text) ?? rest.includedBy(text, fold),
    excludedBy: (text, fold) => meant(not, text) ?? rest.excludedBy(text, fold),
  };
}

/** For what is true of the whole pipeline: one value that is left out is enough to leave it out. */
function byList(clause: Clause, globs: Globs, values: readonly string[], fold = false): ClauseResult {
  if (globs.count === 0) return result(clause, true, NOT_ASKED);
  for (const value of values) {
    const pattern = globs.excludedBy(value, fold);
    if (pattern !== null) return result(clause, false, { because: 'excluded', value, pattern });
  }
  if (!globs.lists) return result(clause, true, { because: 'not-excluded', values });
  for (const value of values) {
    const pattern = globs.includedBy(value, fold);
    if (pattern !== null) return result(clause, true, { because: 'matched', value, pattern });
  }
  return result(clause, false, { because: 'none-matched', values });
}

/** For what a pipeline has several of: one that is let in is enough. */
function bySome(clause: Clause, globs: readonly string[], named: readonly JobOutcome[]): ClauseResult {
  const value = named.find(({ name }) => admits(globs, name))?.name;
  if (value === undefined) {
    return result(clause, false, {
      because: 'none-matched',
      values: [...new Set(named.map(({ name }) => name))],
    });
  }
  const pattern = includedBy(globs, value);
  return pattern === null
    ? result(clause, true, { because: 'not-excluded', values: [value] })
    : result(clause, true, { because: 'matched', value, pattern });
}

function result(clause: Clause, passes: boolean, why: Why): ClauseResult {
  return { clause, passes, why };
}
