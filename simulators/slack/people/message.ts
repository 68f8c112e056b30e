import type { ActionResult } from '../protocol.ts';
import { presentMessage } from '../web-api/present.ts';
import { addMessage } from '../world/speak.ts';
import { BadInput } from './bad-input.ts';
import { type Desk, findOpenChannel, findUser } from './desk.ts';
import type { Input } from './inputs.ts';
import { linksIn, tellOfLinks } from './links.ts';

/** A person writes; the bot hears of it where it is a member and subscribed. */
export function message({ world, events }: Desk, input: Input<'message'>): ActionResult {
  const user = findUser(world, input.user);
  const channel = findOpenChannel(world, user, input.channel);
  const parent = input.threadTs === undefined ? null : world.messages.find(channel.id, input.threadTs);
  if (parent === undefined || (parent && parent.threadTs !== null))
    throw new BadInput('thread_not_found', 404);
  const text = input.text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const shown = text.replaceAll(`@${world.settings.bot.name}`, `<@${world.settings.bot.userId}>`);
  const links = linksIn(world, shown);
  const said = addMessage(world, {
    channel: channel.id,
    user: user.id,
    text: shown,
    blocks: [],
    threadTs: parent?.ts ?? null,
    links,
  });
  tellOfLinks(world, events, channel, said);
  if (!channel.botIsMember) return { ok: true };
  const event = { ...presentMessage(world, said), channel: channel.id, event_ts: said.ts };
  if (shown.includes(`<@${world.settings.bot.userId}>`)) events.emit({ ...event, type: 'app_mention' });
  const channelType = channel.imWith !== null ? 'im' : channel.isPrivate ? 'group' : 'channel';
  events.emit({ ...event, type: 'message', channel_type: channelType });
  return { ok: true };
}
