import type { Courier } from '../bot/deliveries.ts';
import type { Events } from '../bot/events.ts';
import type { Channel } from '../world/channels.ts';
import type { User } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { BadInput } from './bad-input.ts';

/** What the people's side works with. */
export interface Desk {
  readonly world: World;
  readonly courier: Courier;
  readonly events: Events;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
}

/** @throws BadInput `user_not_found` */
export function findUser(world: World, id: string): User {
  const user = world.people.get(id);
  if (!user) throw new BadInput('user_not_found', 404);
  return user;
}

/** A channel this person is in. @throws BadInput `channel_not_found`, `is_archived` */
export function findOpenChannel(world: World, user: User, id: string): Channel {
  const channel = world.channels.find(id);
  if (!channel?.members.has(user.id)) throw new BadInput('channel_not_found', 404);
  if (channel.isArchived) throw new BadInput('is_archived');
  return channel;
}
