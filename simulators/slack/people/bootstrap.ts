import type { Bootstrap } from '../protocol.ts';
import { toClientChannel } from '../world/channels.ts';
import { toClientMessage } from '../world/messages.ts';
import { toClientView } from '../world/views.ts';
import type { World } from '../world/world.ts';
import { findUser } from './desk.ts';

/** Everything a person's client shows when it is opened. @throws BadInput `user_not_found` */
export function bootstrap(world: World, userId: string): Bootstrap {
  const user = findUser(world, userId);
  const { team, bot, commands } = world.settings;
  const channels = world.channels.all().filter((channel) => channel.members.has(user.id));
  const home = world.views.home(user.id);
  return {
    team: { id: team.id, name: team.name },
    bot: { userId: bot.userId, name: bot.name },
    users: [...world.people.values()].map(({ teamId: _, ...shown }) => shown),
    channels: channels.map(toClientChannel),
    messages: channels
      .flatMap((channel) => world.messages.inChannel(channel.id))
      .filter((message) => message.ephemeralFor === null || message.ephemeralFor === user.id)
      .sort((a, b) => Number(a.ts) - Number(b.ts))
      .map(toClientMessage),
    home: home && toClientView(home),
    views: world.views.stack(user.id).map(toClientView),
    commands,
  };
}
