import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Locale } from '../domain/locale.ts';
import { type Filter, WANTED_OUTCOMES } from '../domain/subscription-filter.ts';
import { messages } from '../i18n/index.ts';
import { mayNotSubscribe } from '../policy/may-subscribe.ts';
import { MOST_WILDCARDS } from '../subscriptions/globs.ts';
import { MOST_PATTERNS, readPatterns } from '../subscriptions/patterns.ts';
import { subscribe, subscriptionById } from '../subscriptions/subscriptions.ts';
import { decodeId } from '../views/action-ids.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { filterText } from '../views/subscription-list.ts';
import { BOTS_OUT, CHOICES, LISTS } from '../views/subscription-modal.ts';
import { answerPrivately } from './answer.ts';
import { fieldOf } from './form.ts';
import type { SubmissionHandler } from './interaction.ts';
import type { FormView } from './payloads.ts';
import { told } from './told.ts';

type Edited = Omit<Filter, 'project'>;

/** The form that edits a subscription was sent: name what is wrong at its field, or replace the filters. */
export const saveSubscription: SubmissionHandler = async (ctx, actor, { view }) => {
  const read = readForm(view, actor.locale);
  if ('errors' in read) return read;
  const origin = decodeOrigin(view.metadata);
  const work = async () => {
    const answer = await told(ctx, actor, 'a form failed', async () => ({
      text: await save(ctx, actor, origin.channelId, subscriptionOf(view), read.filter),
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
  filter: Edited,
): Promise<string> {
  const { commands, subscriptions } = messages(actor.locale);
  const known = channelId === null || id === null ? null : await subscriptionById(ctx, channelId, id);
  if (known === null || channelId === null) return subscriptions.form.gone;
  const denied = await mayNotSubscribe(ctx, { ...actor, channelId }, known.project);
  if (denied !== null) return denied.text;
  const saved = await subscribe(ctx, actor, channelId, { ...filter, project: known.project });
  return `${commands.subscribed(code(shorten(saved.project, 150)))}\n• ${filterText(saved, actor.locale)}`;
}

function readForm(
  view: FormView,
  locale: Locale,
): { readonly filter: Edited } | { readonly errors: Record<string, string> } {
  const { problems } = messages(locale).subscriptions.form;
  const errors: Record<string, string> = {};
  const lists: Record<(typeof LISTS)[number], readonly string[]> = {
    branches: [],
    tags: [],
    workflows: [],
    jobs: [],
    authors: [],
  };
  for (const list of LISTS) {
    const read = readPatterns(fieldOf(view, list)?.value ?? '');
    if ('patterns' in read) lists[list] = read.patterns;
    else if (read.problem === 'too-many') errors[list] = problems['too-many'](MOST_PATTERNS);
    else errors[list] = problems[read.problem](shorten(read.pattern, 60), MOST_WILDCARDS);
  }
  if (Object.keys(errors).length > 0) return { errors };
  const ticked = fieldOf(view, CHOICES.outcomes)?.values ?? [];
  const outcomes = WANTED_OUTCOMES.filter((outcome) => ticked.includes(outcome));
  const bots = !(fieldOf(view, CHOICES.bots)?.values ?? []).includes(BOTS_OUT);
  return { filter: { ...lists, bots, outcomes: outcomes.includes('all') ? ['all'] : outcomes } };
}

function subscriptionOf({ metadata }: FormView): string | null {
  const parsed: unknown = JSON.parse(metadata);
  const id: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 's') : null;
  return typeof id === 'string' ? decodeId(id) : null;
}
