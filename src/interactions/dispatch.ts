import type { PlainTextOption } from '@slack/types';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { attend } from '../gate/attend.ts';
import { messages } from '../i18n/index.ts';
import { findForm } from '../launch/forms.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { answerPrivately, tellPrivately } from './answer.ts';
import { publishHome } from './home.ts';
import type { ClickHandler, SubmissionHandler, Submitted, SuggestionHandler } from './interaction.ts';
import type { Click, FormView, Submission, Suggestion } from './payloads.ts';
import { clicks, submissions, suggestions } from './registry.ts';
import { told } from './told.ts';

/** From Slack's interactions to their handlers. None of these throws; what goes wrong is logged and told. */

/** Call after Slack was acknowledged. */
export async function dispatchClick(ctx: Context, actor: Actor, click: Click): Promise<void> {
  const answer = await told(ctx, actor, `a click on ${click.actionId.slice(0, 50)} failed`, async () => {
    const handler = handlerOf<ClickHandler>(clicks, click.actionId);
    // The inputs of a form send their changes too when they dispatch; only buttons need an answer.
    if (handler === null && click.view !== null) return undefined;
    if (handler === null) return { text: messages(actor.locale).interactions.buttonTooOld };
    const known = await withStored(ctx, actor, click);
    return known === null
      ? { text: messages(actor.locale).interactions.formTooOld }
      : handler(ctx, actor, known);
  });
  await quietly(ctx, 'the answer to a click did not reach Slack', async () => {
    if (answer !== undefined) await answerPrivately(ctx, actor, click, answer);
  });
  if (click.view?.isHome === true) await openHome(ctx, actor);
}

/**
 * Call before Slack is acknowledged, which has to happen within 3 seconds: with `errors`, or with nothing and
 * `work` right after. `work` does not throw either.
 */
export async function dispatchSubmission(
  ctx: Context,
  actor: Actor,
  submission: Submission,
): Promise<Submitted> {
  const { callbackId } = submission.view;
  let metadata = '';
  try {
    const handler = handlerOf<SubmissionHandler>(submissions, callbackId);
    if (handler === null) throw new Error(`no form is called ${callbackId.slice(0, 50)}`);
    const known = submission.view.isHome ? null : await withStored(ctx, actor, submission);
    if (known === null) return tooOld(ctx, actor, submission);
    ({ metadata } = known.view);
    const submitted = await handler(ctx, actor, known);
    if ('errors' in submitted) return submitted;
    const origin = decodeOrigin(metadata);
    const tell = (text: string) => tellPrivately(ctx, actor, origin, { text });
    return {
      work: () =>
        quietly(ctx, 'what came of a form did not reach Slack', () =>
          attend(ctx, { locale: () => actor.locale, tell }, submitted.work),
        ),
    };
  } catch (error) {
    const answer = await told(ctx, actor, 'a form failed', () => Promise.reject(error));
    const work = async () => {
      if (answer !== undefined) await answerPrivately(ctx, actor, decodeOrigin(metadata), answer);
    };
    return { work: () => quietly(ctx, 'the answer to a form did not reach Slack', work) };
  }
}

/** @returns the options to acknowledge with; none when nothing is found or something broke */
export async function dispatchSuggestion(
  ctx: Context,
  actor: Actor,
  suggestion: Suggestion,
): Promise<PlainTextOption[]> {
  const handler = handlerOf<SuggestionHandler>(suggestions, suggestion.actionId);
  if (handler === null) return [];
  try {
    const known = await withStored(ctx, actor, suggestion);
    return known === null ? [] : await handler(ctx, actor, known);
  } catch (error) {
    ctx.log.error({ err: error }, 'a search in a form failed');
    return [];
  }
}

/**
 * A form comes back from the person's own device: what it is about is looked up by its id, and what came back in its
 * place is not used. App Home holds nothing of the kind.
 *
 * @returns null for a form that is too old, or is not this person's
 */
async function withStored<Sent extends { readonly view: FormView | null }>(
  ctx: Context,
  actor: Actor,
  sent: Sent,
): Promise<Sent | null> {
  if (sent.view === null) return sent;
  if (sent.view.isHome) return { ...sent, view: { ...sent.view, metadata: '' } };
  const metadata = await findForm(ctx, actor, sent.view);
  return metadata === null ? null : { ...sent, view: { ...sent.view, metadata } };
}

function tooOld(ctx: Context, actor: Actor, { view }: Submission): Submitted {
  const { formTooOld: text } = messages(actor.locale).interactions;
  const [first] = view.fields;
  if (first !== undefined) return { errors: { [first.blockId]: text } };
  const work = () => answerPrivately(ctx, actor, { responseUrl: null, channelId: null }, { text });
  return { work: () => quietly(ctx, 'the answer to a form did not reach Slack', work) };
}

/** Call when App Home is opened (`app_home_opened`, tab `home`). */
export async function openHome(ctx: Context, actor: Actor): Promise<void> {
  await quietly(ctx, 'App Home could not be drawn', () => publishHome(ctx, actor));
}

function handlerOf<Handler>(registry: Readonly<Record<string, Handler>>, id: string): Handler | null {
  return Object.hasOwn(registry, id) ? (registry[id] ?? null) : null;
}

async function quietly(ctx: Context, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    ctx.log.error({ err: error }, what);
  }
}
