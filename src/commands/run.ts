import type { Context } from '../context.ts';
import type { Locale } from '../domain/locale.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { messages } from '../i18n/index.ts';
import { answerToRun } from '../launch/answer-run.ts';
import { drawForm } from '../launch/draw-form.ts';
import { openForm } from '../launch/forms.ts';
import { findPreset, type Preset } from '../launch/presets.ts';
import { runPreset } from '../launch/run-preset.ts';
import { discoverProjects } from '../runs/discover-projects.ts';
import { branchMeant } from '../runs/recent-refs.ts';
import { requestRun } from '../runs/run.ts';
import { isMistake } from '../views/help-mistake.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { runModal } from '../views/run-modal.ts';
import { projectLabel } from '../views/run-modal-options.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { defaultProject } from './default-project.ts';
import { nameOf } from './project-label.ts';
import { type ProjectAndRef, projectAndRef } from './projects.ts';
import { parseRun, type RunArgs } from './run-words.ts';

export const run = command({
  name: 'run',
  parse: parseRun,
  run: async (ctx, invocation, args) =>
    isEmpty(args) ? showForm(ctx, invocation) : start(ctx, invocation, args),
});

function isEmpty({ names, ref, parameters, preset, definition }: RunArgs): boolean {
  if (preset !== undefined || definition !== undefined) return false;
  return names.length === 0 && ref === null && Object.keys(parameters).length === 0;
}

/** Slack's trigger id lives 3 seconds, so only the database is asked before the form is opened. */
async function showForm(ctx: Context, { actor, triggerId, responseUrl }: Invocation): Promise<Reply> {
  const { channelId, locale } = actor;
  const project = defaultProject(ctx, channelId);
  const opened = await openForm(ctx, actor, triggerId, async () => {
    const projectSlug = await project;
    const known = projectSlug === null ? {} : { projectName: await nameOf(ctx, projectSlug) };
    return { form: runModal({ locale, origin: { channelId, responseUrl, projectSlug }, ...known }) };
  });
  const projectSlug = await project;
  if ('opened' in opened && projectSlug !== null) {
    const origin = { channelId, responseUrl, projectSlug };
    const chosen = { projectSlug, ref: null, definitionId: null };
    await drawForm(ctx, opened.opened, { actor, origin }, chosen);
  }
  await fillSearches(ctx);
  return undefined;
}

/** While the person looks at the form, its searches get more to find. The form works without. */
async function fillSearches(ctx: Context): Promise<void> {
  try {
    await discoverProjects(ctx, 'background');
  } catch (error) {
    ctx.log.warn({ err: error }, 'CircleCI did not tell its projects for the run form');
  }
}

async function start(ctx: Context, { actor }: Invocation, args: RunArgs): Promise<Reply> {
  const preset = await presetMeant(ctx, args, actor.channelId);
  if (preset !== null) return answerToRun(ctx, actor, await runPreset(ctx, actor, preset, args));
  if (args.preset !== undefined) return { text: messages(actor.locale).running.preset.gone };
  const target = await projectAndRef(ctx, args.names, args.ref, actor.channelId);
  if (isMistake(target)) return target;
  const outcome = await requestRun(ctx, actor, {
    projectSlug: target.project.slug,
    ref: target.ref,
    parameters: args.parameters,
    ...(args.definition === undefined ? {} : { definition: args.definition }),
    ...(args.reason === undefined ? {} : { reason: args.reason }),
  });
  const answer = await answerToRun(ctx, actor, outcome);
  if (answer === undefined || outcome.kind === 'confirmed' || answer.blocks !== undefined) return answer;
  const lines = [answer.text, ...(await branchHints(ctx, actor.locale, target, outcome.kind))];
  return { text: lines.join('\n') };
}

/** CircleCI refuses a branch that it does not know, and does not say which it knows. */
async function branchHints(
  ctx: Context,
  locale: Locale,
  { project, ref, takenForBranch: word }: ProjectAndRef,
  kind: ActionOutcome['kind'],
): Promise<string[]> {
  const { takenForBranch, didYouMean } = messages(locale).commands;
  const isRefused = kind === 'refused' || kind === 'nothing-created';
  const meant =
    isRefused && ref !== null && 'branch' in ref ? await branchMeant(ctx, project.slug, ref.branch) : null;
  return [
    ...(meant === null ? [] : [didYouMean(code(shorten(meant, 80)))]),
    ...(word === undefined ? [] : [takenForBranch(code(shorten(word, 80)), code(projectLabel(project)))]),
  ];
}

/** A preset of this channel goes before a branch or a project that is called the same since. */
async function presetMeant(ctx: Context, args: RunArgs, channelId: string | null): Promise<Preset | null> {
  const [first, ...more] = args.names;
  const name = args.preset ?? (more.length === 0 ? first : undefined);
  return name === undefined ? null : findPreset(ctx, channelId, name);
}
