import type { Settings } from '../defaults.ts';
import type { ClientChannel } from '../protocol.ts';

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  isArchived: boolean;
  readonly isPrivate: boolean;
  isExtShared: boolean;
  botIsMember: boolean;
  readonly members: Set<string>;
  /** For a direct message with the bot, the other person. */
  readonly imWith: string | null;
}

export interface Channels {
  all(): readonly Channel[];
  /** By id (`C…`, `D…`). */
  find(id: string): Channel | undefined;
  /** By id or by name, with or without `#`. */
  findByName(idOrName: string): Channel | undefined;
  /** The direct message of this person with the bot; made when first asked for. */
  direct(userId: string): Channel;
}

/** The workspace's channels. */
export function createChannels(settings: Settings): Channels {
  const everyone = settings.users.map((user) => user.id);
  const byId = new Map<string, Channel>();
  for (const option of settings.channels) {
    byId.set(option.id, {
      id: option.id,
      name: option.name,
      topic: option.topic ?? '',
      isArchived: option.isArchived ?? false,
      isPrivate: option.isPrivate ?? false,
      isExtShared: option.isExtShared ?? false,
      botIsMember: option.botIsMember ?? true,
      members: new Set(option.members ?? everyone),
      imWith: null,
    });
  }
  return {
    all: () => [...byId.values()],
    find: (id) => byId.get(id),
    findByName: (idOrName) =>
      byId.get(idOrName) ?? [...byId.values()].find((one) => one.name === idOrName.replace(/^#/, '')),
    direct(userId) {
      const id = `D${userId.slice(1)}`;
      const existing = byId.get(id);
      if (existing) return existing;
      const channel: Channel = {
        id,
        name: settings.bot.name,
        topic: '',
        isArchived: false,
        isPrivate: true,
        isExtShared: false,
        botIsMember: true,
        members: new Set([userId]),
        imWith: userId,
      };
      byId.set(id, channel);
      return channel;
    },
  };
}

/** The channel as the page shows it. */
export function toClientChannel(channel: Channel): ClientChannel {
  const { id, name, topic, isArchived, botIsMember } = channel;
  return { id, name, topic, isArchived, botIsMember };
}
