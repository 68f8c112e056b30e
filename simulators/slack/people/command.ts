import { VERIFICATION_TOKEN } from '../bot/envelope.ts';
import type { Json } from '../json.ts';
import type { ActionResult } from '../protocol.ts';
import { respond } from '../respond.ts';
import { SlackError } from '../web-api/slack-error.ts';
import { type Channel, toClientChannel } from '../world/channels.ts';
import type { User } from '../world/people.ts';
import { BadInput } from './bad-input.ts';
import { commandText } from './command-text.ts';
import { type Desk, findOpenChannel, findUser } from './desk.ts';
import type { Input } from './inputs.ts';
import { actionResult } from './result.ts';

/** A slash command is sent. `/invite` is Slack's own and brings the bot into the channel. */
export async function command(desk: Desk, input: Input<'command'>): Promise<ActionResult> {
  const { world } = desk;
  const user = findUser(world, input.user);
  const channel = findOpenChannel(world, user, input.channel);
  if (input.command === '/invite') return invite(desk, user, channel);
  const registered = world.settings.commands.some((one) => one.command === input.command);
  // Source: Slack docs, Slack Connect: commands are for members of the installing workspace.
  if (!registered || world.uninstalled || user.teamId !== world.settings.team.id) {
    throw new BadInput('invalid_command');
  }
  const responseId = world.responseUrls.issue({ userId: user.id, channelId: channel.id, messageTs: null });
  const payload = commandPayload(desk, user, channel, input, responseId);
  const delivery = await desk.courier.send({ kind: 'command', payload });
  const { ok, body } = delivery.acknowledgement;
  if (!ok || body === undefined) return actionResult(delivery.acknowledgement);
  try {
    respond(world, { userId: user.id, channelId: channel.id, messageTs: null }, body);
    return actionResult(delivery.acknowledgement);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    delivery.problems = [error.code, JSON.stringify(error.details)];
    return { ...actionResult(delivery.acknowledgement), ok: false, error: 'invalid_command_response' };
  }
}

/** Source: Slack docs, slash commands. */
function commandPayload(
  { world, url }: Desk,
  user: User,
  channel: Channel,
  input: Input<'command'>,
  responseId: string,
): Json {
  const { team, bot, wrapUrls } = world.settings;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.imWith !== null ? 'directmessage' : channel.name,
    user_id: user.id,
    user_name: user.name,
    command: input.command,
    text: commandText(input.text, wrapUrls, world.people.values()),
    api_app_id: bot.appId,
    is_enterprise_install: 'false',
    response_url: `${url}/response/${responseId}`,
    trigger_id: world.triggers.issue(user.id),
  };
}

function invite({ world, events }: Desk, user: User, channel: Channel): ActionResult {
  if (channel.botIsMember) throw new BadInput('already_in_channel');
  channel.botIsMember = true;
  world.audience.tell(channel.members, { type: 'channel_changed', channel: toClientChannel(channel) });
  events.emit({
    type: 'member_joined_channel',
    user: world.settings.bot.userId,
    channel: channel.id,
    channel_type: channel.isPrivate ? 'G' : 'C',
    team: world.settings.team.id,
    inviter: user.id,
    event_ts: world.nextTs(),
  });
  return { ok: true };
}
