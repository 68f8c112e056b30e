import type { InputBlock, ModalView } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { slugName } from '../domain/project-slug.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { plainText, shortHash } from './blocks.ts';
import { projectOption } from './run-modal-options.ts';

/** Where the form was opened, so that what comes of it can be told there. */
export interface RunOrigin {
  readonly channelId: string | null;
  /** Of the command that opened it: takes answers for 30 minutes, also where the bot is not a member. */
  readonly responseUrl: string | null;
  /** The project chosen so far: the search for branches needs it, and Slack does not always send it along. */
  readonly projectSlug: string | null;
}

export const BLOCK = { project: 'project', parameters: 'parameters' } as const;

/** Slack's limit for a text input. Source: @slack/types, plain_text_input. */
const LONGEST_TEXT = 3000;

export interface RunForm {
  readonly locale: Locale;
  readonly origin: RunOrigin;
  /** Of the project chosen so far, where it is known. */
  readonly projectName?: string;
}

/** @returns the form: project, branch or tag, parameters */
export function runModal({ locale, origin, projectName }: RunForm): ModalView {
  const { modal } = messages(locale).interactions;
  return {
    type: 'modal',
    callback_id: ACTION.runSubmit,
    title: plainText(modal.title, 24),
    submit: plainText(modal.submit, 24),
    close: plainText(modal.close, 24),
    private_metadata: encodeOrigin(origin),
    blocks: [projectInput(origin, projectName, locale), refInput(origin, locale), parametersInput(locale)],
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
    element: {
      type: 'external_select',
      action_id: ACTION.runRef,
      placeholder: plainText(modal.refPlaceholder, 150),
      min_query_length: 0,
    },
  };
}

function parametersInput(locale: Locale): InputBlock {
  const { modal } = messages(locale).interactions;
  return {
    type: 'input',
    block_id: BLOCK.parameters,
    optional: true,
    label: plainText(modal.parameters, 2000),
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

function encodeOrigin({ channelId: c, responseUrl: r, projectSlug: p }: RunOrigin): string {
  return JSON.stringify({ c, r, p });
}

/** @returns what a form's private metadata says; nothing known where it is not what `runModal` wrote */
export function decodeOrigin(metadata: string): RunOrigin {
  const parsed = parse(metadata);
  const text = (name: string): string | null => {
    const value: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, name) : null;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { channelId: text('c'), responseUrl: text('r'), projectSlug: text('p') };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
