import type { ChangesSince, HeadCommit } from '../domain/approval-detail.ts';
import type { RunOfBranch } from '../domain/failure.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { oneLine, shorten } from '../views/mrkdwn.ts';
import type { BranchHistory, EarlierRun } from './history.ts';

const MOST_COMMITS = 20;
const MOST_PEOPLE = 10;

/** CircleCI's words for what started a pipeline, where it was no push. */
const BY_HAND: ReadonlySet<string> = new Set(['api', 'explicit', 'schedule', 'scheduled_pipeline']);

export const NO_BRANCH: ChangesSince = {
  kind: 'no-branch',
  last: null,
  searched: 0,
  isCut: false,
  commits: [],
  commitsTotal: 0,
  people: [],
};

/**
 * Goes back over the branch to the last run in which all of these jobs succeeded, and gathers the heads of what came
 * since. A pipeline is made for a push, which may hold more commits than its head: the counts are lower bounds.
 *
 * @param jobs names
 * @param ownSuccesses names of the jobs that succeeded in an earlier attempt of this very pipeline
 * @throws CircleCIError
 */
export async function changesSince(
  snapshot: PipelineSnapshot,
  history: BranchHistory,
  jobs: readonly string[],
  ownSuccesses: ReadonlySet<string>,
): Promise<ChangesSince> {
  const isIn = (names: ReadonlySet<string>) => jobs.every((name) => names.has(name));
  const between: EarlierRun[] = [];
  if (isIn(ownSuccesses)) return counted('same', snapshot, [], runOfSnapshot(snapshot), false);
  for (const run of history.runs) {
    const names = await run.succeeded();
    if (names === null) return counted('not-found', snapshot, between, null, true);
    if (isIn(names)) {
      const isSame = run.facts.revision !== null && run.facts.revision === snapshot.revision;
      return counted(isSame ? 'same' : 'since', snapshot, between, runOf(run), false);
    }
    between.push(run);
  }
  return counted('not-found', snapshot, between, null, history.isCut);
}

function counted(
  kind: ChangesSince['kind'],
  snapshot: PipelineSnapshot,
  between: readonly EarlierRun[],
  last: RunOfBranch | null,
  isCut: boolean,
): ChangesSince {
  const all = kind === 'same' ? [] : distinct(snapshot, between, last?.revision ?? null);
  const people = new Set(
    all.flatMap(({ by, startedBy }) => (by === null || startedBy !== undefined ? [] : [by])),
  );
  const starters = new Set(all.flatMap(({ startedBy }) => startedBy ?? []));
  return {
    kind,
    last,
    searched: between.length,
    isCut,
    commits: all.slice(0, MOST_COMMITS),
    commitsTotal: all.length,
    people: [...people].slice(0, MOST_PEOPLE),
    ...(starters.size === 0 ? {} : { starters: [...starters].slice(0, MOST_PEOPLE) }),
  };
}

/** A commit that was run several times is one. */
function distinct(
  snapshot: PipelineSnapshot,
  between: readonly EarlierRun[],
  lastRevision: string | null,
): HeadCommit[] {
  const found = new Map<string, HeadCommit>();
  const own = { ...snapshot, startedBy: snapshot.startedBySlackUser };
  const sources = [{ facts: own, url: snapshot.url }, ...between];
  for (const { facts, url } of sources) {
    const { revision, commitSubject, commitAuthor, triggerActor, triggerType, startedBy, number } = facts;
    if (revision === null || revision === lastRevision) continue;
    const known = found.get(revision);
    // A run of the same commit may know who made it where another does not.
    if (known?.isAuthor === true) continue;
    const author = label(commitAuthor, 60);
    const by = author ?? known?.by ?? label(triggerActor, 60);
    const run = known?.run ?? { number, url };
    const subject = known?.subject ?? label(commitSubject, 120);
    found.set(revision, {
      revision: shorten(oneLine(revision), 64),
      subject,
      by,
      isAuthor: author !== null,
      ...(author === null && startedBy !== null ? { startedBy } : {}),
      ...(author === null && BY_HAND.has(triggerType) ? { isTriggered: true } : {}),
      run,
    });
  }
  return [...found.values()];
}

function label(text: string | null, max: number): string | null {
  return shorten(oneLine(text ?? ''), max) || null;
}

function runOf({ facts, url }: EarlierRun): RunOfBranch {
  const { id, number, revision, commitSubject } = facts;
  return { pipelineId: id, number, url, revision, subject: commitSubject };
}

function runOfSnapshot({ id, number, url, revision, commitSubject }: PipelineSnapshot): RunOfBranch {
  return { pipelineId: id, number, url, revision, subject: commitSubject };
}
