import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { deletePreset, listPresets, presetName, savePreset } from '../launch/presets.ts';
import { checkRun } from '../runs/check-run.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { code } from '../views/mrkdwn.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import { renderPresets } from '../views/presets.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { labelOf } from './project-label.ts';
import { projectAndRef } from './projects.ts';
import { parseRun, type RunArgs } from './run-words.ts';
import type { Word } from './tokens.ts';
import { unexpected } from './words.ts';

type PresetArgs =
  | { readonly what: 'list' }
  | { readonly what: 'delete'; readonly name: string }
  | { readonly what: 'save'; readonly name: string; readonly run: RunArgs };

export const presets = command({ name: 'presets', parse: parsePresets, run: runPresets });

function parsePresets(words: readonly Word[]): PresetArgs | Mistake {
  const [what, name, ...rest] = words;
  if (what === undefined) return { what: 'list' };
  const verb = what.text.toLowerCase();
  if (verb !== 'save' && verb !== 'delete') {
    return { mistake: 'unexpected-word', word: what.text, nearest: ['save', 'delete'] };
  }
  if (name === undefined) return { mistake: 'empty-value', word: what.text };
  if (verb === 'delete') {
    const [more] = rest;
    return more === undefined ? { what: 'delete', name: name.text } : unexpected(more);
  }
  const run = parseRun(rest);
  return isMistake(run) ? run : { what: 'save', name: name.text, run };
}

async function runPresets(ctx: Context, { actor }: Invocation, args: PresetArgs): Promise<Reply> {
  const { channelId, locale } = actor;
  const { preset: texts } = messages(locale).running;
  if (channelId === null) return { text: texts.needsChannel };
  if (args.what === 'delete') {
    const isDeleted = await deletePreset(ctx, channelId, args.name);
    return { text: isDeleted ? texts.removed(code(presetName(args.name) ?? '')) : texts.gone };
  }
  if (args.what === 'save') return save(ctx, { ...actor, channelId }, args.name, args.run);
  const shown = (await listPresets(ctx, channelId)).map(async (preset) => ({
    ...preset,
    project: await labelOf(ctx, preset.projectSlug),
  }));
  return renderPresets(await Promise.all(shown), locale);
}

/** Saved is only what could be run now. */
async function save(
  ctx: Context,
  { channelId, userId, locale }: Invocation['actor'] & { channelId: string },
  name: string,
  run: RunArgs,
): Promise<Reply> {
  const { preset: texts } = messages(locale).running;
  const target = await projectAndRef(ctx, run.names, run.ref, channelId);
  if (isMistake(target)) return target;
  const definition = run.definition ?? null;
  const { project, ref } = target;
  const checked = await checkRun(ctx, {
    projectSlug: project.slug,
    ref,
    parameters: run.parameters,
    ...(definition === null ? {} : { definition }),
  });
  if ('kind' in checked) return outcomeAnswer(checked, 'run', locale);
  const { parameters } = checked;
  const preset = { name, projectSlug: project.slug, ref, definition, parameters };
  const problem = await savePreset(ctx, channelId, userId, preset);
  return { text: problem === null ? texts.saved(code(presetName(name) ?? '')) : texts[problem] };
}
