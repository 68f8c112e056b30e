import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Locale } from '../domain/locale.ts';
import { type Filter, WANTED_OUTCOMES } from '../domain/subscription-filter.ts';
import { messages } from '../i18n/index.ts';
import { isChannel } from '../locks/channel.ts';
import { mayNotSubscribe } from '../policy/may-subscribe.ts';
import { projectLabels } from '../runs/project-names.ts';
import { whyNotWritable } from '../sending/writable.ts';
import { fileName } from '../subscriptions/in-file.ts';
import { PATTERN_KINDS, readPatterns } from '../subscriptions/patterns.ts';
import { subscribe, subscriptionById } from '../subscriptions/subscriptions.ts';
import { decodeId } from '../views/action-ids.ts';
import { notWritableText } from '../views/closed-channel.ts';
import { plainAdvice } from '../views/help-mistake.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { filterText } from '../views/subscription-list.ts';
import { BOTS_OUT, CHOICES, LISTS } from '../views/subscription-modal.ts';
import { answerPrivately } from './answer.ts';
import { fieldOf } from './form.ts';
import type { SubmissionHandler } from './interaction.ts';
import type { FormView } from './payloads.ts';
import { type EditedPeople, readPeopleFields } from './people-fields.ts';
import { readTiming } from './read-timing.ts';
import { readWaitingFields } from './read-waiting.ts';
import { told } from './told.ts';

type Edited = Omit<Filter, 'project' | 'people'>;

const KINDS = {
  branches: PATTERN_KINDS.branch,
  tags: PATTERN_KINDS.tag,
  workflows: PATTERN_KINDS.workflow,
  jobs: PATTERN_KINDS.job,
  authors: PATTERN_KINDS.author,
} as const;

interface Read {
  readonly filter: Edited;
  readonly people: EditedPeople;
}

/** The form that edits a subscription was sent: name what is wrong at its field, or replace the filters. */
export const saveSubscription: SubmissionHandler = async (ctx, actor, { view }) => {
  const read = readForm(view, actor.locale);
  if ('errors' in read) return read;
  const origin = decodeOrigin(view.metadata);
  const work = async () => {
    const answer = await told(ctx, actor, 'a form failed', async () => ({
      text: await save(ctx, actor, origin.channelId, subscriptionOf(view), read),
    }));
    if (answer !== undefined) await answerPrivately(ctx, actor, origin, answer);
  };
  return { work };
};

/** It may have been removed while the form was open, and is then not made again. */
async function save(
  ctx: Context,
  actor: Actor,
  channelId: string | null,
  id: string | null,
  { filter, people }: Read,
): Promise<string> {
  const { commands, digests, subscriptions } = messages(actor.locale);
  const known = channelId === null || id === null ? null : await subscriptionById(ctx, channelId, id);
  if (known === null || channelId === null) return subscriptions.form.gone;
  const label = code(shorten((await projectLabels(ctx.db, [known.project]))(known.project), 150));
  // It may have come into the file while the form was open.
  if (known.source === 'file') return digests.inFile(label, code(fileName(ctx)));
  const denied = await mayNotSubscribe(ctx, { ...actor, channelId }, known.project);
  if (denied !== null) return denied.text;
  const closed = await whyNotWritable(ctx, channelId);
  if (closed !== null) return notWritableText(closed, channelId, actor.locale);
  const { mine, ...others } = people;
  // Whose pipelines they are stays; only who ticks it anew means themselves.
  const whose = mine ? (known.people?.mine ?? actor.userId) : null;
  const saved = await subscribe(ctx, actor, channelId, {
    ...filter,
    project: known.project,
    people: { ...others, mine: whose },
    // The form knows not every option, and what it does not know stays.
    options: { ...known.options, ...filter.options },
  });
  const shown = isChannel(channelId) ? commands.subscribed(label) : subscriptions.subscribedYou(label);
  return `${shown}\n• ${filterText(saved, actor.locale)}`;
}

function readForm(view: FormView, locale: Locale): Read | { readonly errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const lists: Record<(typeof LISTS)[number], readonly string[]> = {
    branches: [],
    tags: [],
    workflows: [],
    jobs: [],
    authors: [],
  };
  for (const list of LISTS) {
    const read = readPatterns(fieldOf(view, list)?.value ?? '', KINDS[list]);
    if ('patterns' in read) lists[list] = read.patterns;
    else errors[list] = plainAdvice(read, locale);
  }
  const people = readPeopleFields(view, locale);
  if ('errors' in people) Object.assign(errors, people.errors);
  const timing = readTiming(view, locale);
  const waiting = readWaitingFields(view, locale);
  Object.assign(errors, timing.errors, waiting.errors);
  if (Object.keys(errors).length > 0 || 'errors' in people) return { errors };
  const ticked = fieldOf(view, CHOICES.outcomes)?.values ?? [];
  const outcomes = WANTED_OUTCOMES.filter((outcome) => ticked.includes(outcome));
  const bots = !(fieldOf(view, CHOICES.bots)?.values ?? []).includes(BOTS_OUT);
  const options = { ...timing.options, ...waiting.options };
  const chosen = outcomes.includes('all') ? (['all'] as const) : outcomes;
  return { filter: { ...lists, bots, outcomes: chosen, options }, people };
}

function subscriptionOf({ metadata }: FormView): string | null {
  const parsed: unknown = JSON.parse(metadata);
  const id: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 's') : null;
  return typeof id === 'string' ? decodeId(id) : null;
}
