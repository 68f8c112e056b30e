import { messages } from '../i18n/index.ts';
import { answerToRun } from '../launch/answer-run.ts';
import { deletePreset, findPreset } from '../launch/presets.ts';
import { runPreset } from '../launch/run-preset.ts';
import { code } from '../views/mrkdwn.ts';
import type { ClickHandler } from './interaction.ts';

/** Run, in the list of a channel's presets. What is run is what is stored now, not what the list showed. */
export const presetRun: ClickHandler = async (ctx, actor, { channelId, value }) => {
  const preset = await findPreset(ctx, channelId, value ?? '');
  if (preset === null) return { text: messages(actor.locale).running.preset.gone };
  return answerToRun(ctx, actor, await runPreset(ctx, actor, preset));
};

/** Delete, in the same list. */
export const presetDelete: ClickHandler = async (ctx, { locale }, { channelId, value }) => {
  const { preset } = messages(locale).running;
  if (channelId === null || value === null) return { text: preset.gone };
  const isDeleted = await deletePreset(ctx, channelId, value);
  return { text: isDeleted ? preset.removed(code(value)) : preset.gone, replaceOriginal: true };
};
