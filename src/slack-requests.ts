import { dispatchCommand } from './commands/dispatch.ts';
import type { Context } from './context.ts';
import type { Actor } from './domain/actor.ts';
import { admit } from './gate/admit.ts';
import { attend } from './gate/attend.ts';
import type { Claim } from './gate/identify.ts';
import { inTime } from './gate/in-time.ts';
import { explainTrouble } from './gate/trouble.ts';
import { messages } from './i18n/index.ts';
import { answerPrivately, tellPrivately } from './interactions/answer.ts';
import { dispatchClick, dispatchSubmission, dispatchSuggestion, openHome } from './interactions/dispatch.ts';
import { readClick, readSubmission, readSuggestion, type Submission } from './interactions/payloads.ts';
import { userChanged } from './people/forget.ts';
import { channelClosed, isClosed, reopenChannel } from './sending/closed-channels.ts';
import type { SlackHandlers, ViewAnswer } from './slack/handlers.ts';
import type { BotIdentity } from './slack/identity.ts';
import { noteAnswered, requestScope } from './slack/request-scope.ts';
import { linksShared } from './unfurls/share.ts';

/** As long as a call to Slack may take: the person has been acknowledged and waits for words only. */
const PATIENCE_MS = 10_000;
/** Slack waits three seconds for the answer to a form or a search; the rest is for the database and the way back. */
const HURRY_MS = 2_000;

/**
 * From Slack's requests, verified and acknowledged, through the gate to what is done: every way in stands on this
 * page, the same over HTTP and over Socket Mode.
 */
export function slackRequests(ctx: Context, identity: () => Promise<BotIdentity>): SlackHandlers {
  const enter = async (
    key: string | null,
    claim: Claim,
    patienceMs = PATIENCE_MS,
  ): Promise<Actor | Refused> => {
    try {
      const { teamId } = await identity();
      const admission = await admit(ctx, teamId, key, claim, patienceMs);
      if (admission.ok) return admission.actor;
      const { reason } = admission;
      ctx.log.warn({ reason, user: claim.userId, key: key?.split(':')[0] }, 'not let in');
      return { refused: reason === 'replay' ? null : messages(ctx.config.defaultLocale).gate[reason] };
    } catch (error) {
      const asked = { user: claim.userId, locale: ctx.config.defaultLocale, isTakenUp: false };
      return { refused: explainTrouble(ctx, error, 'a request could not be let in', asked) };
    }
  };
  /** A refused person is told why, a replay is met with silence. */
  const refuse = async ({ refused }: Refused, responseUrl: string | undefined) => {
    noteAnswered();
    if (refused === null || responseUrl === undefined) return;
    await requestScope()?.notice;
    await ctx.slack.respond(responseUrl, { text: refused });
  };
  /** Until it is known who they are, they read the default language. */
  const waitingAt = (userId: string, places: { responseUrl: string | null; channelId: string | null }) => {
    const known = { locale: ctx.config.defaultLocale };
    const tell = (text: string) => tellPrivately(ctx, { userId }, places, { text });
    return { known, waiting: { locale: () => known.locale, tell } };
  };
  /** Someone does something where the bot could not write: it may have been invited since. */
  const tryChannel = async ({ channelId }: Actor) => {
    if (channelId === null) return;
    const reopened = isClosed(ctx, channelId).then((closed) =>
      closed ? reopenChannel(ctx, channelId) : undefined,
    );
    await reopened.catch((error: unknown) => {
      ctx.log.warn({ err: error, channel: channelId }, 'a closed channel could not be tried again');
    });
  };

  return {
    async command(body) {
      const claim = { teamId: body.team_id, userId: body.user_id, channelId: body.channel_id ?? null };
      const places = { responseUrl: body.response_url, channelId: body.channel_id };
      const { known, waiting } = waitingAt(body.user_id, places);
      await attend(ctx, waiting, async () => {
        const actor = await enter(`command:${body.trigger_id}`, claim);
        if ('refused' in actor) return refuse(actor, body.response_url);
        known.locale = actor.locale;
        await tryChannel(actor);
        await dispatchCommand(ctx, {
          actor,
          // Left out by some clients and proxies when nothing was typed, whatever Bolt's types say.
          text: body.text ?? '',
          triggerId: body.trigger_id,
          responseUrl: body.response_url,
          respond: (answer) => answerPrivately(ctx, actor, places, answer),
        });
      });
    },

    async action(body) {
      const click = readClick(body);
      if (click === null) return;
      const claim = { teamId: teamOf(body), userId: body.user.id, channelId: click.channelId };
      const places = { responseUrl: click.responseUrl, channelId: click.channelId };
      const { known, waiting } = waitingAt(body.user.id, places);
      const work = async () => {
        const actor = await enter(`action:${body.trigger_id}`, claim);
        if ('refused' in actor) return refuse(actor, body.response_url);
        known.locale = actor.locale;
        await tryChannel(actor);
        await dispatchClick(ctx, actor, click);
      };
      // In a form the person sees what they chose, and that the rest is being read.
      const isInForm = click.view !== null && !click.view.isHome;
      await (isInForm ? work() : attend(ctx, waiting, work));
    },

    async submit(body) {
      const submission = readSubmission(body);
      if (submission === null) return { answer: undefined };
      const claim = { teamId: teamOf(body), userId: body.user.id, channelId: null };
      // The same view is submitted again with a new trigger and hash; the same bytes are a replay.
      const key = `view:${body.trigger_id || `${body.view.id}:${body.view.hash}`}`;
      const read = async (): Promise<ViewAnswer> => {
        const actor = await enter(key, claim, HURRY_MS);
        if ('refused' in actor) return { answer: keptOpen(submission, actor) };
        const submitted = await dispatchSubmission(ctx, actor, submission);
        if ('errors' in submitted) return { answer: { errors: submitted.errors } };
        return { answer: undefined, after: submitted.work };
      };
      // Nothing has been done by then: what a form leads to begins after its acknowledgement.
      const refused = messages(ctx.config.defaultLocale).interactions.slow.form;
      return inTime(read(), () => ({ answer: keptOpen(submission, { refused }) }));
    },

    async suggest(body) {
      const suggestion = readSuggestion(body);
      if (suggestion === null) return { options: [] };
      const claim = { teamId: teamOf(body), userId: body.user.id, channelId: body.channel?.id ?? null };
      const find = async () => {
        // A typeahead reads and changes nothing, and Slack sends no id with it: a replay shows its sender nothing new.
        const actor = await enter(null, claim, HURRY_MS);
        return 'refused' in actor
          ? { options: [] }
          : { options: await dispatchSuggestion(ctx, actor, suggestion) };
      };
      return inTime(find(), () => ({ options: [] }));
    },

    async homeOpened({ userId, teamId, eventId }) {
      const actor = await enter(`event:${eventId}`, { teamId, userId, channelId: null });
      if (!('refused' in actor)) await openHome(ctx, actor);
    },

    async userChanged(change) {
      try {
        await userChanged(ctx, change);
      } catch (error) {
        ctx.log.error({ err: error, user: change.userId }, 'a change of a person could not be taken in');
      }
    },

    async linksShared({ eventId, teamId, userId, ...shared }) {
      const { channelId } = shared;
      const actor = await enter(`event:${eventId}`, { teamId, userId, channelId });
      if ('refused' in actor) return;
      try {
        await linksShared(ctx, { ...shared, userId });
      } catch (error) {
        ctx.log.error({ err: error, channel: channelId }, 'shared links could not be taken in');
      }
    },

    // No gate: nobody asks for anything, and a replay says what is known.
    channelChanged: ({ channelId, reason }) =>
      reason === null ? reopenChannel(ctx, channelId) : channelClosed(ctx, channelId, reason),
  };
}

interface Refused {
  /** What the person is told; null for a replay. */
  readonly refused: string | null;
}

/** A form that closed without a word would look as if it had been taken; the error stands at its first field. */
function keptOpen({ view }: Submission, { refused }: Refused): ViewAnswer['answer'] {
  const [first] = view.fields;
  return refused === null || first === undefined ? undefined : { errors: { [first.blockId]: refused } };
}

/** The person's own workspace, which in a shared channel may be another than the one the bot is installed in. */
function teamOf(body: {
  readonly user: { readonly team_id?: string };
  readonly team?: { readonly id: string } | null;
}): string | null {
  return body.user.team_id ?? body.team?.id ?? null;
}
