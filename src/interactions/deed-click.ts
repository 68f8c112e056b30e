import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { ActionKind } from '../domain/pipeline.ts';
import { messages } from '../i18n/index.ts';
import { type ButtonTarget, decodeTarget } from '../views/action-ids.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import type { ClickHandler } from './interaction.ts';
import type { Click } from './payloads.ts';

/** Asks the feature for it; `gone` for a target that lacks what is needed, as a forged one may. */
export type Request = (ctx: Context, actor: Actor, target: ButtonTarget) => Promise<ActionOutcome>;

/**
 * A button that does something in CircleCI. The feature shows both phases on the card; what is confirmed and can be
 * seen there needs no words, everything else is answered in private.
 */
export function deedClick(kind: ActionKind, request: Request): ClickHandler {
  return async (ctx, actor, click) => {
    const target = decodeTarget(click.value);
    if (target === null) return { text: messages(actor.locale).interactions.buttonTooOld };
    const outcome = await request(ctx, actor, target);
    const isDone = outcome.kind === 'confirmed' || outcome.kind === 'voted';
    if (isDone && showsItself(click)) return undefined;
    return outcomeAnswer(outcome, kind, actor.locale);
  };
}

/** The same for a private list to choose from: what came of it takes the place of the list. */
export function deedPick(kind: ActionKind, request: Request): ClickHandler {
  return async (ctx, actor, click) => {
    const answer = await deedClick(kind, request)(ctx, actor, click);
    return answer === undefined ? undefined : { ...answer, replaceOriginal: true };
  };
}

/**
 * A card in a channel, or App Home, is drawn anew; a message that only one person sees is not, and a link in
 * somebody's message follows for a while only.
 */
export function showsItself({ channelId, isEphemeral, isUnfurl = false, view }: Click): boolean {
  return view?.isHome === true || (channelId !== null && !isEphemeral && !isUnfurl);
}
