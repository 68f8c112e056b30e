import { z } from 'zod';
import { storable } from '../domain/storable.ts';

/**
 * What a person did with a block, a form or a search, out of Slack's payloads. Only what is needed is read, and
 * anything else makes null, never an error. Source: Slack docs, interaction payloads.
 */

const Text = z.string().nullish();
const Identified = z.object({ id: z.string() });
const Chosen = z.object({ value: z.string() });
const Element = z.object({
  value: Text,
  selected_option: Chosen.nullish(),
  selected_options: z.array(Chosen).nullish(),
});
const State = z.object({ values: z.record(z.string(), z.record(z.string(), Element)) });
const View = z.object({
  id: z.string(),
  type: z.string(),
  hash: Text,
  callback_id: Text,
  private_metadata: Text,
  state: State.nullish(),
});

const BlockActions = z.object({
  type: z.literal('block_actions'),
  response_url: Text,
  trigger_id: Text,
  channel: Identified.nullish(),
  container: z
    .object({ is_ephemeral: z.boolean().nullish(), is_app_unfurl: z.boolean().nullish(), channel_id: Text })
    .nullish(),
  view: View.nullish(),
  actions: z
    .array(z.object({ action_id: z.string(), value: Text, selected_option: Chosen.nullish() }))
    .min(1),
});
const ViewSubmission = z.object({ type: z.literal('view_submission'), view: View });
const BlockSuggestion = z.object({
  type: z.literal('block_suggestion'),
  action_id: z.string(),
  value: z.string(),
  view: View.nullish(),
});

/** The state of one element of a form. */
export interface FormField {
  readonly blockId: string;
  readonly actionId: string;
  /** What was typed, or the value of the chosen option. */
  readonly value: string | null;
  /** The values of the ticked boxes. */
  readonly values: readonly string[];
}

export interface FormView {
  readonly id: string;
  readonly isHome: boolean;
  readonly hash: string | null;
  readonly callbackId: string;
  readonly metadata: string;
  readonly fields: readonly FormField[];
}

export interface Click {
  readonly actionId: string;
  /** The button's value, or the chosen option's. */
  readonly value: string | null;
  /** Null in forms and in App Home. */
  readonly channelId: string | null;
  readonly responseUrl: string | null;
  /** Opens one view, within 3 seconds of the click. */
  readonly triggerId: string | null;
  /** True when only this person sees the message. */
  readonly isEphemeral: boolean;
  /** True when it is what the bot shows for a link in somebody's message. */
  readonly isUnfurl?: boolean;
  readonly view: FormView | null;
}

export interface Submission {
  readonly view: FormView;
}

export interface Suggestion {
  readonly actionId: string;
  /** What was typed so far. */
  readonly typed: string;
  readonly view: FormView | null;
}

/** @returns the first action of a `block_actions` payload, or null when it is none */
export function readClick(body: unknown): Click | null {
  const payload = BlockActions.safeParse(body).data;
  const [action] = payload?.actions ?? [];
  if (payload === undefined || action === undefined) return null;
  return {
    actionId: action.action_id,
    value: storedText(action.value ?? action.selected_option?.value),
    channelId: payload.channel?.id ?? payload.container?.channel_id ?? null,
    responseUrl: payload.response_url ?? null,
    triggerId: payload.trigger_id ?? null,
    isEphemeral: payload.container?.is_ephemeral === true,
    ...(payload.container?.is_app_unfurl === true ? { isUnfurl: true } : {}),
    view: toView(payload.view),
  };
}

/** @returns a submitted form, or null when it is none */
export function readSubmission(body: unknown): Submission | null {
  const view = toView(ViewSubmission.safeParse(body).data?.view);
  return view === null ? null : { view };
}

/** @returns a search in an external select, or null when it is none */
export function readSuggestion(body: unknown): Suggestion | null {
  const payload = BlockSuggestion.safeParse(body).data;
  if (payload === undefined) return null;
  return { actionId: payload.action_id, typed: storable(payload.value), view: toView(payload.view) };
}

function storedText(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storable(text);
}

function toView(view: z.output<typeof View> | null | undefined): FormView | null {
  if (view === null || view === undefined) return null;
  return {
    id: view.id,
    isHome: view.type === 'home',
    hash: view.hash ?? null,
    callbackId: view.callback_id ?? '',
    metadata: view.private_metadata ?? '',
    fields: Object.entries(view.state?.values ?? {}).flatMap(([blockId, elements]) =>
      Object.entries(elements).map(
        ([actionId, { value, selected_option: chosen, selected_options: ticked }]) => ({
          blockId,
          actionId,
          value: storedText(chosen?.value ?? value),
          values: (ticked ?? []).map((one) => storable(one.value)),
        }),
      ),
    ),
  };
}
