import type { BehindHold } from '../domain/approval-detail.ts';
import { oneLine, shorten } from '../views/mrkdwn.ts';

/** A job as `GET /workflow/{id}/job` lists it: `dependencies` and the keys of `requires` are ids of jobs. */
export interface ListedJob {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly dependencies: readonly string[];
  /** With the outcomes that let this job start; null where CircleCI leaves it out. */
  readonly requires: Readonly<Record<string, readonly string[]>> | null;
}

const MOST_NAMES = 30;
const MOST_MEASURED = 5;

/** The jobs behind a hold, before they are shortened to what is kept. */
export interface JobsBehind {
  readonly unlocked: readonly ListedJob[];
  readonly later: readonly ListedJob[];
  readonly measured: readonly ListedJob[];
}

/**
 * Everything that waits for a hold, straight or through other jobs. Jobs that start only when it is *not* approved are
 * not behind it.
 *
 * @returns null when the hold is not in the list
 */
export function jobsBehind(jobs: readonly ListedJob[], holdId: string): JobsBehind | null {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const hold = byId.get(holdId);
  if (hold === undefined) return null;
  const next = dependants(jobs);
  const behind = reachable(next, holdId);
  const withheld = new Set<string>();
  for (const job of jobs) {
    if (job.type !== 'approval' || job.id === holdId || job.status === 'success') continue;
    for (const id of reachable(next, job.id)) withheld.add(id);
  }
  const builds = [...behind].flatMap((id) => {
    const job = byId.get(id);
    return job === undefined || job.type === 'approval' ? [] : [job];
  });
  const nearest = nearestBuilds(byId, next, holdId);
  return {
    unlocked: builds.filter(({ id }) => !withheld.has(id)),
    later: builds.filter(({ id }) => withheld.has(id)),
    measured: nearest.length === 0 ? [hold] : nearest,
  };
}

/** @returns what is kept of it */
export function toBehind({ unlocked, later, measured }: JobsBehind): BehindHold {
  return {
    unlocked: unlocked.slice(0, MOST_NAMES).map(nameOf),
    unlockedTotal: unlocked.length,
    later: later.slice(0, MOST_NAMES).map(nameOf),
    laterTotal: later.length,
    measured: measured.slice(0, MOST_MEASURED).map(nameOf),
  };
}

export function nameOf({ name }: { readonly name: string }): string {
  return shorten(oneLine(name), 100) || '–';
}

type Next = ReadonlyMap<string, readonly string[]>;

/** @returns which jobs each job's success lets start */
function dependants(jobs: readonly ListedJob[]): Next {
  const next = new Map<string, string[]>();
  for (const job of jobs) {
    const needed = new Set([...job.dependencies, ...Object.keys(job.requires ?? {})]);
    for (const id of needed) {
      const outcomes = job.requires?.[id];
      if (outcomes !== undefined && outcomes.length > 0 && !outcomes.includes('success')) continue;
      next.set(id, [...(next.get(id) ?? []), job.id]);
    }
  }
  return next;
}

/** In order of distance; ends also where jobs are said to wait for each other in a circle. */
function reachable(next: Next, from: string): Set<string> {
  const found = new Set<string>();
  let edge = [from];
  while (edge.length > 0) {
    const further: string[] = [];
    for (const id of edge.flatMap((one) => next.get(one) ?? [])) {
      if (id === from || found.has(id)) continue;
      found.add(id);
      further.push(id);
    }
    edge = further;
  }
  return found;
}

/** The first jobs behind it that run something, looked for through further holds. */
function nearestBuilds(byId: ReadonlyMap<string, ListedJob>, next: Next, holdId: string): ListedJob[] {
  const found = new Map<string, ListedJob>();
  const seen = new Set<string>([holdId]);
  let edge = [holdId];
  while (edge.length > 0) {
    const further: string[] = [];
    for (const id of edge.flatMap((one) => next.get(one) ?? [])) {
      const job = byId.get(id);
      if (job === undefined || seen.has(id)) continue;
      seen.add(id);
      if (job.type === 'approval') further.push(id);
      else found.set(id, job);
    }
    edge = further;
  }
  return [...found.values()];
}
