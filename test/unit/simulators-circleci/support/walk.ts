import type { CircleCiSimulator } from '../../../../simulators/circleci/index.ts';
import type { Api, Json } from './setup.ts';

export interface Walk {
  /** Per workflow name and run (`test`, `test#2`): its statuses in the order they were read over HTTP. */
  readonly workflows: Record<string, string[]>;
  /** Per `workflow/job`. */
  readonly jobs: Record<string, string[]>;
  readonly pipeline: string[];
}

/**
 * Steps the simulator until nothing is scheduled and reads everything over HTTP in between.
 * @param onHold called with each job on hold once nothing else moves; what it returns true for goes on
 */
export async function walk(
  sim: CircleCiSimulator,
  api: Api,
  pipelineId: string,
  onHold: (job: Json, workflow: Json) => Promise<boolean> = async () => false,
): Promise<Walk> {
  const seen: Walk = { workflows: {}, jobs: {}, pipeline: [] };
  let holds = await read(api, pipelineId, seen);
  for (;;) {
    while (await sim.control.step()) holds = await read(api, pipelineId, seen);
    let decided = false;
    for (const [job, workflow] of holds) decided = (await onHold(job, workflow)) || decided;
    if (!decided) return seen;
  }
}

async function read(api: Api, pipelineId: string, seen: Walk): Promise<[Json, Json][]> {
  const holds: [Json, Json][] = [];
  note(seen.pipeline, (await api.get(`/pipeline/${pipelineId}`)).state);
  const runs: Record<string, number> = {};
  for (const workflow of (await api.get(`/pipeline/${pipelineId}/workflow`)).items?.toReversed() ?? []) {
    const name: string = workflow.name ?? '';
    runs[name] = (runs[name] ?? 0) + 1;
    const run = runs[name] === 1 ? name : `${name}#${runs[name]}`;
    note(listOf(seen.workflows, run), workflow.status);
    for (const job of (await api.get(`/workflow/${workflow.id}/job`)).items ?? []) {
      note(listOf(seen.jobs, `${run}/${job.name}`), job.status);
      if (job.status === 'on_hold') holds.push([job, workflow]);
    }
  }
  return holds;
}

function listOf(lists: Record<string, string[]>, name: string): string[] {
  const list = lists[name] ?? [];
  lists[name] = list;
  return list;
}

function note(list: string[], status: string | undefined): void {
  if (status !== undefined && list.at(-1) !== status) list.push(status);
}

/** Approves whatever is on hold. */
export function approver(api: Api) {
  return async (job: Json, workflow: Json): Promise<boolean> =>
    (await api.post(`/workflow/${workflow.id}/approve/${job.approval_request_id}`)).status === 202;
}
