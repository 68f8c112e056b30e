import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { ParameterValues } from '../domain/parameter.ts';
import type { RefChoice } from '../domain/ref.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { actions, button, confirmDialog, context, section, withBlockIds } from './blocks.ts';
import { code, mention, shorten } from './mrkdwn.ts';

/** A saved run as the list shows it. */
export interface PresetView {
  readonly name: string;
  readonly project: string;
  readonly ref: RefChoice | null;
  readonly parameters: ParameterValues;
  /** Slack user id. */
  readonly createdBy: string;
}

/** Three blocks each, of Slack's 50; the others are run and deleted by name. */
const MOST = 15;
const MOST_VALUES = 10;

/** @returns the private list of a channel's presets, with buttons to run and to delete each */
export function renderPresets(
  presets: readonly PresetView[],
  locale: Locale,
): { text: string; blocks?: KnownBlock[] } {
  const { preset: texts } = messages(locale).running;
  const { picker } = messages(locale).interactions;
  if (presets.length === 0) return { text: texts.none };
  const blocks: KnownBlock[] = [section([`*${texts.title}*`])];
  for (const preset of presets.slice(0, MOST)) blocks.push(...presetBlocks(preset, locale));
  const hidden = presets.slice(MOST).map(({ name }) => code(name));
  if (hidden.length > 0) blocks.push(context([`${picker.more(String(hidden.length))} ${hidden.join(' ')}`]));
  return { text: texts.title, blocks: withBlockIds('presets', blocks) };
}

function presetBlocks(
  { name, project, ref, parameters, createdBy }: PresetView,
  locale: Locale,
): KnownBlock[] {
  const { preset: texts } = messages(locale).running;
  const { notNow } = messages(locale).buttons;
  const refName = ref === null ? '' : 'tag' in ref ? ref.tag : ref.branch;
  const entries = Object.entries(parameters);
  const values = entries
    .slice(0, MOST_VALUES)
    .map(([key, value]) => code(`${shorten(key, 40)}=${shorten(String(value), 60)}`));
  const where = texts.line(code(shorten(project, 100)), code(shorten(refName, 100)));
  return [
    section(
      [
        `*${code(name)}* ${where}`,
        [...values, ...(entries.length > MOST_VALUES ? ['…'] : [])].join(' '),
        texts.by(mention(createdBy)),
      ].filter((line) => line !== ''),
    ),
    actions([
      button({ action: ACTION.presetRun, text: texts.run, value: name, label: `${texts.run} ${name}` }),
      button({
        action: ACTION.presetDelete,
        text: texts.remove,
        value: name,
        label: `${texts.remove} ${name}`,
        style: 'danger',
        confirm: confirmDialog({
          title: texts.removeTitle,
          text: texts.removeText(name),
          confirm: texts.remove,
          deny: notNow,
          style: 'danger',
        }),
      }),
    ]),
  ];
}
