import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { messages } from '../i18n/index.ts';
import { cardFate } from '../notifications/card-fate.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { discoverProjects } from '../runs/discover-projects.ts';
import { resolveProject } from '../runs/projects.ts';
import { requestRun } from '../runs/run.ts';
import { isMistake } from '../views/help-mistake.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { runModal } from '../views/run-modal.ts';
import { runAnswer } from '../views/run-modal-answer.ts';
import { projectLabel } from '../views/run-modal-options.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { defaultProject } from './default-project.ts';
import { nameOf } from './project-label.ts';
import { projectAndRef } from './projects.ts';
import { parseRun, type RunArgs } from './run-words.ts';

export const run = command({
  name: 'run',
  parse: parseRun,
  run: async (ctx, invocation, args) =>
    isEmpty(args) ? openForm(ctx, invocation) : start(ctx, invocation, args),
});

function isEmpty({ names, ref, parameters }: RunArgs): boolean {
  return names.length === 0 && ref === null && Object.keys(parameters).length === 0;
}

/** Slack's trigger id lives 3 seconds, so only the database is asked before the form is opened. */
async function openForm(ctx: Context, { actor, triggerId, responseUrl }: Invocation): Promise<Reply> {
  const { channelId, locale } = actor;
  const projectSlug = await defaultProject(ctx, channelId);
  const known = projectSlug === null ? {} : { projectName: await nameOf(ctx, projectSlug) };
  const origin = { channelId, responseUrl, projectSlug };
  await ctx.slack.openView(triggerId, runModal({ locale, origin, ...known }));
  await fillSearches(ctx, projectSlug);
  return undefined;
}

/** While the person looks at the form, its searches get more to find. The form works without. */
async function fillSearches(ctx: Context, projectSlug: string | null): Promise<void> {
  try {
    if (projectSlug !== null) await resolveProject(ctx, projectSlug, null);
    await discoverProjects(ctx, 'background');
  } catch (error) {
    ctx.log.warn({ err: error }, 'CircleCI did not tell its projects for the run form');
  }
}

async function start(ctx: Context, { actor }: Invocation, args: RunArgs): Promise<Reply> {
  const target = await projectAndRef(ctx, args.names, args.ref, actor.channelId);
  if (isMistake(target)) return target;
  const outcome = await requestRun(ctx, actor, {
    projectSlug: target.project.slug,
    ref: target.ref,
    parameters: args.parameters,
    ...(args.reason === undefined ? {} : { reason: args.reason }),
  });
  const answer = await answerTo(ctx, actor, outcome);
  const { takenForBranch: word } = target;
  if (answer === undefined || outcome.kind === 'confirmed' || word === undefined) return answer;
  if (answer.blocks !== undefined) return answer;
  const { takenForBranch } = messages(actor.locale).commands;
  return {
    text: `${answer.text}\n${takenForBranch(code(shorten(word, 80)), code(projectLabel(target.project)))}`,
  };
}

async function answerTo(ctx: Context, { channelId, locale }: Actor, outcome: ActionOutcome) {
  if (outcome.kind !== 'confirmed') return runAnswer(outcome, { fate: 'late', snapshot: null, locale });
  const fate = await cardFate(ctx, outcome.pipelineId, channelId);
  return runAnswer(outcome, { fate, snapshot: await loadSnapshot(ctx, ctx.db, outcome.pipelineId), locale });
}
