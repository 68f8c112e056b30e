import type { App, BlockAction } from '@slack/bolt';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { listenToChannels } from './channel-events.ts';
import { eventTeam, teamsOf } from './event-team.ts';
import type { SlackHandlers } from './handlers.ts';
import { listenToLinks } from './link-events.ts';
import type { Running } from './running.ts';
import { createTurns } from './turns.ts';

/**
 * Acknowledges everything at once and works on after, except what is itself the answer: a submitted view's errors
 * and a typeahead's options, which Slack wants within three seconds.
 */
export function listen(
  app: App,
  handlers: SlackHandlers,
  running: Running,
  metrics: Pick<Metrics, 'acknowledged'>,
  log: Logger,
): void {
  const timed = async (kind: string, acknowledge: () => Promise<void>) => {
    const started = performance.now();
    await acknowledge();
    metrics.acknowledged(kind, (performance.now() - started) / 1000);
  };

  // The context's team is the bot's own, whatever the request says; listeners check the people who act themselves.
  app.use(async ({ body, context, next }) => {
    if (!('event' in body) || context.teamId === undefined || teamsOf(body).includes(context.teamId))
      return next();
    log.warn({ type: body.type }, 'an event of another workspace was ignored');
  });

  // Twenty commands at once are all acknowledged before the work of the second one begins.
  const inTurn = createTurns();

  // Teams that run two bots rename one's command, such as `/circleci-staging`.
  app.command(/^\/circleci/, async ({ ack, command }) => {
    await timed('command', () => ack());
    running.track(inTurn(() => handlers.command(command)));
  });

  app.action<BlockAction>({ type: 'block_actions' }, async ({ ack, body }) => {
    await timed('action', () => ack());
    running.track(inTurn(() => handlers.action(body)));
  });

  app.view({ type: 'view_submission', callback_id: /.*/ }, async ({ ack, body }) => {
    if (body.type !== 'view_submission') return;
    const submission = body;
    await timed('view', async () => {
      const { answer, after } = await handlers.submit(submission);
      if (answer === undefined) await ack();
      else await ack({ response_action: 'errors', errors: { ...answer.errors } });
      if (after !== undefined) running.track(inTurn(after));
    });
  });

  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: /.*/ }, async ({ ack, body }) => {
    await timed('options', async () => ack(await handlers.suggest(body)));
  });

  app.event('user_change', async ({ event: { user } }) => {
    const change = {
      userId: user.id,
      isGone: user.deleted === true,
      email: user.profile?.email ?? null,
    };
    running.track(inTurn(() => handlers.userChanged(change)));
  });
  listenToChannels(app, handlers, (work) => running.track(inTurn(work)));
  listenToLinks(app, handlers, (work) => running.track(inTurn(work)));

  app.event('app_home_opened', async ({ event, body }) => {
    const opened = { userId: event.user, teamId: eventTeam(body), eventId: body.event_id };
    running.track(inTurn(() => handlers.homeOpened(opened)));
  });
}
