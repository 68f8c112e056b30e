import type { Context } from '../context.ts';
import { localeOf } from '../domain/locale.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { type DynamicState, dynamicState, hasErrors, isSettled } from '../domain/pipeline-state.ts';
import { SlackError } from '../slack/slack-error.ts';
import type { Database } from '../storage/database.ts';
import { type LateTrouble, lateTroubleText } from '../views/late-trouble.ts';
import { sendPrivately } from './send-privately.ts';

type ReportContext = Pick<Context, 'db' | 'slack' | 'config' | 'log' | 'now'>;

/** A pipeline whose workflows have not appeared by then most likely has none: no workflow's filters matched. */
const NO_WORKFLOW_AFTER_MS = 45_000;

/**
 * Tells the person who started a pipeline what CircleCI reports only after it has accepted the trigger: errors of the
 * config, undeclared parameters, no workflow that matches. Once per run; twice only if the process dies in between or
 * Slack's answer is lost.
 *
 * @throws SlackError when Slack cannot take it just now: try again later, nobody was told
 */
export async function reportLateTrouble(ctx: ReportContext, snapshot: PipelineSnapshot): Promise<void> {
  const trouble = lateTrouble(snapshot, ctx.now());
  if (trouble === null) return;
  for (const action of await untoldRuns(ctx.db, snapshot.id)) {
    await tell(ctx, snapshot, trouble, action.slack_user_id, action.channel_id).catch(unlessRefused(ctx));
    await ctx.db.updateTable('actions').set({ told_at: ctx.now() }).where('id', '=', action.id).execute();
  }
}

/** True while someone who started this pipeline from Slack may have to be told that nothing came of it. */
export async function isAwaited(db: Database, snapshot: PipelineSnapshot): Promise<boolean> {
  const mayFail = MAY_COME_TO_NOTHING.has(dynamicState(snapshot)) || snapshot.workflows.length === 0;
  return mayFail && (await untoldRuns(db, snapshot.id)).length > 0;
}

const MAY_COME_TO_NOTHING: ReadonlySet<DynamicState> = new Set(['unconfirmed', 'setup-running', 'awaited']);

function untoldRuns(db: Database, pipelineId: string) {
  return db
    .selectFrom('actions')
    .select(['id', 'slack_user_id', 'channel_id'])
    .where('pipeline_id', '=', pipelineId)
    .where('kind', '=', 'run')
    .where('told_at', 'is', null)
    .execute();
}

/** Pure, but for the time: what is wrong with a run that was accepted, or null. */
export function lateTrouble(snapshot: PipelineSnapshot, now: Date): LateTrouble | null {
  if (hasErrors(snapshot) && isSettled(snapshot)) return { kind: 'problems', problems: snapshot.problems };
  if (dynamicState(snapshot) === 'setup-only') return { kind: 'setup-only' };
  const age = now.getTime() - new Date(snapshot.createdAt).getTime();
  const stillSettingUp = snapshot.state !== 'created';
  if (snapshot.workflows.length > 0 || stillSettingUp || age < NO_WORKFLOW_AFTER_MS) return null;
  return { kind: 'no-workflow' };
}

/** Slack will not have it, now or later: this person cannot be told, and nothing is gained by trying for ever. */
function unlessRefused({ log }: ReportContext) {
  return (error: unknown) => {
    if (!(error instanceof SlackError) || error.code !== 'refused') throw error;
    log.warn({ err: error }, 'whoever started a pipeline cannot be told that it failed to start');
  };
}

/** Privately in the channel; where the person cannot be reached there, as a direct message. */
async function tell(
  ctx: ReportContext,
  snapshot: PipelineSnapshot,
  trouble: LateTrouble,
  user: string,
  channel: string | null,
): Promise<void> {
  const { locale } = await ctx.slack.user(user);
  const text = lateTroubleText(snapshot, trouble, localeOf(locale, ctx.config.defaultLocale));
  await sendPrivately(ctx, { user, channel }, { text });
}
