import type { Events } from '../bot/events.ts';
import { type Channel, toClientChannel } from '../world/channels.ts';
import { removeMessage } from '../world/speak.ts';
import type { World } from '../world/world.ts';

/** What the people do who manage channels. Channels by id or name. Slack tells the app of it only while it is in them. */
export interface Manager {
  archive(channel: string): void;
  unarchive(channel: string): void;
  /** Removes the bot from the channel. */
  remove(channel: string): void;
  /** The same, and the event that tells of it is lost. */
  removeUnheard(channel: string): void;
  /** Somebody invites the bot. */
  invite(channel: string): void;
  /** Shares the channel with another workspace (Slack Connect). */
  shareOutside(channel: string): void;
  /** Deletes a message, as a workspace's owner may. */
  deleteMessage(channel: string, ts: string): void;
}

/** Source: Slack docs, events channel_archive, channel_unarchive, channel_left and those of private channels. */
export function createManager(world: World, events: Events): Manager {
  const find = (name: string): Channel => {
    const channel = world.channels.findByName(name);
    if (channel === undefined) throw new Error(`No channel ${name}.`);
    return channel;
  };
  const tell = (channel: Channel, what: string) => {
    world.audience.tell(channel.members, { type: 'channel_changed', channel: toClientChannel(channel) });
    events.emit({
      type: `${channel.isPrivate ? 'group' : 'channel'}_${what}`,
      channel: channel.id,
      event_ts: world.nextTs(),
    });
  };
  return {
    archive(name) {
      const channel = find(name);
      channel.isArchived = true;
      if (channel.botIsMember) tell(channel, 'archive');
    },
    unarchive(name) {
      const channel = find(name);
      channel.isArchived = false;
      if (channel.botIsMember) tell(channel, 'unarchive');
    },
    remove(name) {
      const channel = find(name);
      channel.botIsMember = false;
      tell(channel, 'left');
    },
    removeUnheard(name) {
      find(name).botIsMember = false;
    },
    invite(name) {
      const channel = find(name);
      channel.botIsMember = true;
      events.emit({
        type: 'member_joined_channel',
        user: world.settings.bot.userId,
        channel: channel.id,
        channel_type: channel.isPrivate ? 'G' : 'C',
        team: world.settings.team.id,
        event_ts: world.nextTs(),
      });
    },
    shareOutside(name) {
      find(name).isExtShared = true;
    },
    deleteMessage(name, ts) {
      const message = world.messages.find(find(name).id, ts);
      if (message === undefined) throw new Error(`No message ${ts} in ${name}.`);
      removeMessage(world, message);
    },
  };
}
