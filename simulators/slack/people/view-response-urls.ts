import { elementsOf } from '../elements.ts';
import { type Json, text } from '../json.ts';
import type { ViewState } from '../protocol.ts';
import type { User } from '../world/people.ts';
import type { View } from '../world/views.ts';
import type { Desk } from './desk.ts';

/** A response URL for each chosen conversation whose select has `response_url_enabled`. Source: Slack docs, modals. */
export function responseUrls(desk: Desk, user: User, view: View, values: ViewState): readonly Json[] {
  return view.blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => element.response_url_enabled === true)
      .flatMap((element) => {
        const [blockId, actionId] = [text(block.block_id), text(element.action_id)];
        const state = values[blockId]?.[actionId];
        const channelId = state?.selected_conversation ?? state?.selected_channel;
        if (typeof channelId !== 'string') return [];
        const id = desk.world.responseUrls.issue({ userId: user.id, channelId, messageTs: null });
        const response_url = `${desk.url}/response/${id}`;
        return [{ block_id: blockId, action_id: actionId, channel_id: channelId, response_url }];
      }),
  );
}
