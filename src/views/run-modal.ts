import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { Declared } from '../domain/parameter.ts';
import { slugName } from '../domain/project-slug.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { context, plainText, shortHash } from './blocks.ts';
import { code, shorten } from './mrkdwn.ts';
import { parameterInputs, shownParameters } from './run-fields.ts';
import { projectOption } from './run-modal-options.ts';

/** Where the form was opened, so that what comes of it can be told there. */
export interface RunOrigin {
  readonly channelId: string | null;
  /** Of the command that opened it: takes answers for 30 minutes, also where the bot is not a member. */
  readonly responseUrl: string | null;
  /** The project chosen so far: the search for branches needs it, and Slack does not always send it along. */
  readonly projectSlug: string | null;
  /** Names the parameters that the form shows, see `launch/shown-forms.ts`; left out while it shows none. */
  readonly shown?: string;
}

export const BLOCK = { project: 'project', parameters: 'parameters', preset: 'preset' } as const;

/** Slack's limit for a text input. Source: @slack/types, plain_text_input. */
const LONGEST_TEXT = 3000;

export interface RunForm {
  readonly locale: Locale;
  readonly origin: RunOrigin;
  /** Of the project chosen so far, where it is known. */
  readonly projectName?: string;
  /** What CircleCI told of the project; left out before it was asked. */
  readonly told?: RunFormFacts;
}

/** What a run of a project can be given. */
export interface RunFormFacts {
  /** Null when it is not known. */
  readonly declared: Declared | null;
  /** Offered where there are several. */
  readonly definitions: readonly { readonly id: string; readonly name: string }[];
}

/** @returns the form: project, branch or tag, pipeline definition, parameters, preset */
export function runModal(form: RunForm): ModalView {
  const { locale, origin, projectName, told } = form;
  const { modal } = messages(locale).interactions;
  return {
    type: 'modal',
    callback_id: ACTION.runSubmit,
    title: plainText(modal.title, 24),
    submit: plainText(modal.submit, 24),
    close: plainText(modal.close, 24),
    private_metadata: encodeOrigin(origin),
    blocks: [
      projectInput(origin, projectName, locale),
      refInput(origin, locale),
      ...definitionInput(form),
      ...note(form),
      ...(told?.declared == null || origin.projectSlug === null
        ? []
        : parameterInputs(origin.projectSlug, told.declared.parameters, locale)),
      parametersInput(locale, (told?.declared?.parameters.length ?? 0) > 0),
      presetInput(locale),
    ],
  };
}

/** Where the fields come from, or why there are none. */
function note({ origin, told, locale }: RunForm): KnownBlock[] {
  const { form } = messages(locale).running;
  if (origin.projectSlug === null) return [];
  if (told === undefined) return [context([form.reading])];
  const { declared } = told;
  if (declared === null) return [context([form.unknown])];
  const { parameters, pipelineNumber, readOn, exact } = declared;
  const lines = [
    (exact ? form.readFrom : form.readElsewhere)(`#${pipelineNumber}`, code(shorten(readOn ?? '', 100))),
  ];
  const hidden = parameters.length - shownParameters(parameters).length;
  if (parameters.length === 0) lines.push(form.none);
  if (hidden > 0) lines.push(form.more(formatCount(hidden, locale)));
  return [context(lines)];
}

function definitionInput({ origin, told, locale }: RunForm): InputBlock[] {
  const { form } = messages(locale).running;
  const definitions = told?.definitions ?? [];
  if (definitions.length < 2 || origin.projectSlug === null) return [];
  return [
    {
      type: 'input',
      block_id: `definition-${shortHash(origin.projectSlug)}`,
      optional: !origin.projectSlug.startsWith('circleci/'),
      label: plainText(form.definition, 2000),
      dispatch_action: true,
      element: {
        type: 'static_select',
        action_id: ACTION.runDefinition,
        placeholder: plainText(form.definitionPlaceholder, 150),
        options: definitions.map(({ id, name }) => ({ text: plainText(name, 75), value: id })),
      },
    },
  ];
}

function presetInput(locale: Locale): InputBlock {
  const { form } = messages(locale).running;
  return {
    type: 'input',
    block_id: BLOCK.preset,
    optional: true,
    label: plainText(form.preset, 2000),
    hint: plainText(form.presetHint, 2000),
    element: { type: 'plain_text_input', action_id: ACTION.runPreset, max_length: 100 },
  };
}

function projectInput(
  { projectSlug }: RunOrigin,
  projectName: string | undefined,
  locale: Locale,
): InputBlock {
  const { modal } = messages(locale).interactions;
  const initial =
    projectSlug === null
      ? {}
      : { initial_option: projectOption({ slug: projectSlug, name: projectName ?? slugName(projectSlug) }) };
  return {
    type: 'input',
    block_id: BLOCK.project,
    label: plainText(modal.project, 2000),
    // So that the branches are those of the project as soon as it is chosen.
    dispatch_action: true,
    element: {
      type: 'external_select',
      action_id: ACTION.runProject,
      placeholder: plainText(modal.projectPlaceholder, 150),
      min_query_length: 0,
      ...initial,
    },
  };
}

/** Its block id changes with the project: what was chosen for another project means nothing here. */
function refInput({ projectSlug }: RunOrigin, locale: Locale): InputBlock {
  const { modal } = messages(locale).interactions;
  return {
    type: 'input',
    block_id: projectSlug === null ? 'ref' : `ref-${shortHash(projectSlug)}`,
    optional: true,
    label: plainText(modal.ref, 2000),
    hint: plainText(modal.refHint, 2000),
    // The parameters may be others there.
    dispatch_action: true,
    element: {
      type: 'external_select',
      action_id: ACTION.runRef,
      placeholder: plainText(modal.refPlaceholder, 150),
      min_query_length: 0,
    },
  };
}

function parametersInput(locale: Locale, isFurther: boolean): InputBlock {
  const { modal } = messages(locale).interactions;
  return {
    type: 'input',
    block_id: BLOCK.parameters,
    optional: true,
    label: plainText(isFurther ? messages(locale).running.form.further : modal.parameters, 2000),
    hint: plainText(modal.parametersHint, 2000),
    element: {
      type: 'plain_text_input',
      action_id: ACTION.runParameters,
      multiline: true,
      max_length: LONGEST_TEXT,
      placeholder: plainText(modal.parametersPlaceholder, 150),
    },
  };
}

function encodeOrigin({ channelId: c, responseUrl: r, projectSlug: p, shown: s }: RunOrigin): string {
  return JSON.stringify({ c, r, p, s });
}

/** @returns what a form's private metadata says; nothing known where it is not what `runModal` wrote */
export function decodeOrigin(metadata: string): RunOrigin {
  const parsed = parse(metadata);
  const text = (name: string): string | null => {
    const value: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, name) : null;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const shown = text('s');
  const origin = { channelId: text('c'), responseUrl: text('r'), projectSlug: text('p') };
  return shown === null ? origin : { ...origin, shown };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
