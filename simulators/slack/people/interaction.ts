import { interactionHead } from '../bot/envelope.ts';
import { type Json, text } from '../json.ts';
import type { ViewState } from '../protocol.ts';
import { presentMessage, presentUnfurls, presentView } from '../web-api/present.ts';
import type { User } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { collectState } from './collect-state.ts';
import type { Surface } from './place.ts';

type Given = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** The state of all elements around the one used. @throws BadInput `invalid_state` */
export function surfaceState(world: World, user: User, surface: Surface, given: Given): ViewState {
  if (surface.kind === 'view') return collectState(world, user, surface.view.blocks, given);
  return collectState(world, user, surface.message.blocks, asJson(surface.message.state));
}

/**
 * What block_actions and block_suggestion say of the place: container, message or view, channel, state.
 * Source: Slack docs, block_actions payload. An ephemeral message is named but not repeated.
 */
export function surfacePart(world: World, surface: Surface, values: ViewState, block?: Json): Json {
  if (surface.kind === 'view') {
    return {
      container: { type: 'view', view_id: surface.view.id },
      view: presentView(world, surface.view, values),
    };
  }
  const { message } = surface;
  const channel = world.channels.find(message.channel);
  const isEphemeral = message.ephemeralFor !== null;
  const unfurl = presentUnfurls(world, message).find(
    ({ blocks }) => block !== undefined && Array.isArray(blocks) && blocks.includes(block),
  );
  return {
    container: {
      ...(unfurl === undefined
        ? { type: 'message' }
        : {
            type: 'message_attachment',
            attachment_id: unfurl.id,
            is_app_unfurl: true,
            app_unfurl_url: unfurl.app_unfurl_url,
          }),
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: message.channel, name: channel?.imWith ? 'directmessage' : text(channel?.name) },
    ...(unfurl === undefined ? {} : { app_unfurl: unfurl }),
    ...(isEphemeral || unfurl !== undefined ? {} : { message: presentMessage(world, message) }),
    state: { values },
  };
}

/** The part every interaction begins with, `type` first as Slack writes it. */
export function interaction(world: World, user: User, type: string): Json {
  return { type, ...interactionHead(world, user) };
}

function asJson(state: ViewState): Given {
  return Object.fromEntries(
    Object.entries(state).map(([blockId, actions]) => [
      blockId,
      Object.fromEntries(Object.entries(actions).map(([actionId, one]) => [actionId, { ...one }])),
    ]),
  );
}
