import type { ClientMessage } from '../../../simulators/slack/protocol.ts';
import type { PipelineIdentities } from '../../../src/domain/pipeline-identities.ts';
import type { Filter, Outcome } from '../../../src/domain/subscription-filter.ts';
import { deliverNotice } from '../../../src/notices/deliver.ts';
import { deliverCard } from '../../../src/notifications/deliver.ts';
import { cardsFollow } from '../../../src/notifications/follow.ts';
import { mergeIntoStore } from '../../../src/pipelines/store.ts';
import { saveProject } from '../../../src/projects/save.ts';
import { USUAL } from '../../../src/subscriptions/subscription.ts';
import { subscribe } from '../../../src/subscriptions/subscriptions.ts';
import { ADA } from '../../support/bot.ts';
import type { Core } from './core.ts';
import { DEPLOYS } from './core.ts';

export const WEB = 'gh/acme/web';

export interface Told {
  readonly status: string;
  /** Seconds ago that the workflow ended; 0 unless said otherwise. */
  readonly endedAgo?: number;
  readonly attempt?: number;
  readonly identities?: Partial<PipelineIdentities>;
  readonly branch?: string;
  /** Approval jobs that wait, by name. */
  readonly holds?: readonly string[];
}

/** Tells the bot, step by step, what becomes of pipelines, and looks at what it says in #deploys. */
export function telling({ ctx, slack }: Core) {
  const nobody = { authorEmail: null, authorLogin: null, actorLogin: null };
  return {
    subscribe: async (parts: Partial<Filter> = {}) => {
      await saveProject(ctx, ctx.db, { slug: WEB, id: null, name: null });
      await subscribe(ctx, { userId: ADA }, DEPLOYS, { ...USUAL, project: WEB, outcomes: ['all'], ...parts });
    },
    /** What a webhook and the reading after it do: stored, and everything that follows decided, in one transaction. */
    tell: (pipelineId: string, told: Told) =>
      ctx.db.transaction().execute(async (tx) => {
        const { status, endedAgo = 0, attempt = 1, identities = {}, branch = 'dev', holds = [] } = told;
        const at = new Date(ctx.now().getTime() - endedAgo * 1000).toISOString();
        const createdAt = new Date(Date.now() - 60_000 + attempt * 1000).toISOString();
        await mergeIntoStore(tx, {
          pipeline: {
            ...{ id: pipelineId, projectSlug: WEB, number: 7, branch, tag: null, revision: null },
            ...{ repositoryUrl: null, commitSubject: 'A change', commitAuthor: 'Ada Quill' },
            ...{ triggerType: 'webhook', triggerActor: null, startedBy: null, state: 'created' },
            identities: { ...nobody, ...identities },
            problems: [],
            createdAt: new Date(Date.now() - 7_200_000).toISOString(),
            observedAt: null,
          },
          workflows: [
            {
              ...{ id: `${pipelineId}-${attempt}`, name: 'build', status, createdAt },
              stoppedAt: ['running', 'on_hold'].includes(status) ? null : at,
              ...{ jobsComplete: false, isSetup: false, observedAt: at, jobs: holds.map(approval) },
            },
          ],
        });
        await cardsFollow(ctx, tx, pipelineId);
      }),
    deliverCard: (pipelineId: string) => deliverCard(ctx, { pipelineId, channelId: DEPLOYS }),
    deliverNotice: (pipelineId: string, kind: Outcome) =>
      deliverNotice(ctx, { pipelineId, channelId: DEPLOYS, kind, about: '' }),
    /** What was decided, such as `broken`, or `broken: muted` when it is not told. */
    decided: async (pipelineId: string) => {
      const rows = await ctx.db
        .selectFrom('notices')
        .select(['kind', 'problem', 'broadcast'])
        .where('pipeline_id', '=', pipelineId)
        .orderBy('kind')
        .execute();
      return rows.map(({ kind, problem, broadcast }) =>
        problem === null ? `${kind}${broadcast ? ' in the channel' : ''}` : `${kind}: ${problem}`,
      );
    },
    /** Replies in threads, oldest first. */
    replies: async (): Promise<readonly ClientMessage[]> =>
      (await slack.client.as(ADA).messages('deploys')).filter(({ threadTs }) => threadTs !== undefined),
  };
}

function approval(name: string, position: number) {
  return {
    ...{ id: `job-${name}`, name, number: null, type: 'approval', status: 'on_hold', position },
    ...{ startedAt: null, stoppedAt: null, approvalRequestId: `job-${name}`, observedAt: null },
  };
}
