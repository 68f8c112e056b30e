import { z } from 'zod';
import { fitParameters } from '../launch/fit.ts';
import { readDeclared } from '../launch/read-declared.ts';
import { pipelineOfApi } from '../pipelines/from-api.ts';
import type { PipelineFacts } from '../pipelines/record.ts';
import { askProject } from '../projects/ask.ts';
import type { ActionRow } from './action-store.ts';
import { adoptStarted } from './adopt.ts';
import type { Deed, DeedContext } from './perform.ts';
import { startPipeline } from './trigger.ts';

/** What `run.ts` stored of the request; it may be another process that reads it again. */
const Detail = z.object({
  ref: z.union([z.object({ branch: z.string() }), z.object({ tag: z.string() }), z.null()]),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  definitionId: z.string().nullable().default(null),
  /** Whether the project has other definitions, too. */
  amongOthers: z.boolean().default(false),
  /** When what is given was held against the configuration. */
  checkedAt: z.iso.datetime().optional(),
});
export type RunDetail = z.output<typeof Detail>;

/** How far CircleCI's clock and ours may differ when a started pipeline is looked for by its time. */
const CLOCKS_APART_MS = 30_000;

export function runDeed(ctx: DeedContext, action: ActionRow): Deed {
  const detail = Detail.parse(action.detail);
  const calledAt = () => action.calledAt ?? ctx.now();
  const started = new Date(calledAt().getTime() - CLOCKS_APART_MS);
  let pipelineId: string | null = null;
  let ref = detail.ref;
  return {
    async prevent() {
      const { defaultBranch } = await askProject(ctx, action.projectSlug, 'interactive');
      if (ref === null && defaultBranch !== null) ref = { branch: defaultBranch };
      return outgrown(ctx, action, detail);
    },
    async call() {
      const answer = await startPipeline(ctx, action.projectSlug, { ...detail, ref });
      if ('message' in answer) return { kind: 'nothing-created', message: answer.message ?? '' };
      pipelineId = answer.id;
      return null;
    },
    async readBack() {
      pipelineId ??= await findStarted(ctx, action.projectSlug, ref, started);
      return pipelineId === null ? null : adoptStarted(ctx, action, pipelineId);
    },
  };
}

/** After that it is checked again: it may have waited half an hour for a confirmation, or for a token. */
const CHECKED_FOR_MS = 60_000;

/** @returns what does not fit (any more), when it is a while since that was looked at; null when all does */
async function outgrown(ctx: DeedContext, { projectSlug }: ActionRow, detail: RunDetail) {
  const { ref, parameters, definitionId, amongOthers, checkedAt } = detail;
  if (checkedAt === undefined || ctx.now().getTime() - Date.parse(checkedAt) < CHECKED_FOR_MS) return null;
  const declared = await readDeclared(ctx, projectSlug, ref, amongOthers ? definitionId : null);
  const { problems } = fitParameters(declared, parameters);
  if (declared === null || problems.length === 0) return null;
  return { kind: 'unfit' as const, problems, pipelineNumber: declared.pipelineNumber };
}

/**
 * The answer of the trigger was lost: looks for the pipeline it may have made.
 *
 * @param ref what it was to run on; null when not even the default branch is known
 * @returns the only pipeline that this token started there over the API since then, null when there is none or several
 */
async function findStarted(
  ctx: DeedContext,
  slug: string,
  ref: RunDetail['ref'],
  since: Date,
): Promise<string | null> {
  const mine = await ctx.acting.pipelines.listMine(
    { path: { 'project-slug': slug } },
    { priority: 'interactive' },
  );
  const started = mine.items
    .filter(({ created_at, trigger }) => new Date(created_at) >= since && trigger?.type === 'api')
    .filter((pipeline) => ref === null || runsOn(pipelineOfApi(pipeline, pipeline.created_at), ref));
  const unclaimed = [];
  for (const { id } of started) {
    const claimed = await ctx.db.selectFrom('actions').select('id').where('pipeline_id', '=', id).execute();
    if (claimed.length === 0) unclaimed.push(id);
  }
  const [only, ...more] = unclaimed;
  return only === undefined || more.length > 0 ? null : only;
}

function runsOn({ branch, tag }: PipelineFacts, ref: NonNullable<RunDetail['ref']>): boolean {
  return 'branch' in ref ? branch === ref.branch : tag === ref.tag;
}
