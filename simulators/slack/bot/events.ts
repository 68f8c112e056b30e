import { type Json, text } from '../json.ts';
import { slackId } from '../world/ids.ts';
import type { World } from '../world/world.ts';
import type { Courier } from './deliveries.ts';
import { VERIFICATION_TOKEN } from './envelope.ts';
import type { Acknowledgement, BotRequest } from './transport.ts';

export interface Events {
  /** Sends an event the app subscribed to, again until it is acknowledged or Slack gives up. */
  emit(event: Json & { readonly type: string }): void;
  /** Ends all waiting redeliveries. */
  stop(): void;
}

/** The Events API. Source: Slack docs, Events API: three more tries, the reason in a header. */
export function createEvents(world: World, courier: Courier): Events {
  const timers = new Set<NodeJS.Timeout>();
  const { events, eventRetryDelaysMs } = world.settings;

  const attempt = async (payload: Json, retry: BotRequest['retry']): Promise<void> => {
    const { acknowledgement } = await courier.send({ kind: 'event', payload, ...(retry ? { retry } : {}) });
    const failures = retry?.attempt ?? 0;
    const delay = eventRetryDelaysMs[failures];
    if (acknowledgement.ok || acknowledgement.noRetry || delay === undefined || stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void attempt(payload, { attempt: failures + 1, reason: reasonOf(acknowledgement) });
    }, delay);
    timers.add(timer);
  };

  let stopped = false;
  return {
    emit(event) {
      if (!events.includes(event.type) || stopped) return;
      void attempt(envelope(world, event), undefined);
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function envelope(world: World, event: Json): Json {
  const { team, bot } = world.settings;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    type: 'event_callback',
    event_id: slackId('Ev'),
    event_time: Math.floor(world.settings.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: world.channels.find(text(event.channel))?.isExtShared ?? false,
    event_context: slackId('4-', 20),
  };
}

function reasonOf({ error }: Acknowledgement): string {
  if (error === 'operation_timeout') return 'http_timeout';
  return error === 'app_not_reachable' ? 'connection_failed' : 'http_error';
}
