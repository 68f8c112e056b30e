import { text } from '../../json.ts';
import { type Method, may, need } from '../method.ts';
import { presentUser } from '../present.ts';
import { SlackError } from '../slack-error.ts';

/** Source: Slack docs, auth.test. */
export const authTest: Method = {
  limit: 'none',
  token: 'bot',
  scopes: [],
  arguments: {},
  run({ settings: { team, bot } }) {
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: bot.name,
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.botId,
      is_enterprise_install: false,
    };
  },
};

/** Source: Slack docs, users.info; the locale only when asked for. */
export const usersInfo: Method = {
  limit: 'tier4',
  token: 'bot',
  scopes: ['users:read'],
  arguments: { user: need('string'), include_locale: may('boolean') },
  run(world, args) {
    const { bot, team } = world.settings;
    const id = text(args.user);
    if (id === bot.userId) {
      return { user: { id, team_id: team.id, name: bot.name, real_name: bot.name, is_bot: true } };
    }
    const user = world.people.get(id);
    if (!user) throw new SlackError('user_not_found');
    return { user: presentUser(world, user, args.include_locale === true) };
  },
};

/** Source: Slack docs, users.lookupByEmail: members of this workspace; whoever left is not found. */
export const usersLookupByEmail: Method = {
  limit: 'tier3',
  token: 'bot',
  scopes: ['users:read.email'],
  arguments: { email: need('string') },
  run(world, args) {
    const wanted = text(args.email).toLowerCase();
    const user = [...world.people.values()].find(
      ({ email, isDeleted, teamId }) =>
        email?.toLowerCase() === wanted && !isDeleted && teamId === world.settings.team.id,
    );
    if (!user) throw new SlackError('users_not_found');
    return { user: presentUser(world, user, false) };
  },
};

/** Source: Slack docs, bots.info. */
export const botsInfo: Method = {
  limit: 'tier3',
  token: 'bot',
  scopes: ['users:read'],
  arguments: { bot: may('string') },
  run(world, args) {
    const { bot } = world.settings;
    if (args.bot !== undefined && args.bot !== bot.botId) throw new SlackError('bot_not_found');
    const { botId: id, appId: app_id, userId: user_id, name } = bot;
    return { bot: { id, app_id, user_id, name, deleted: false, icons: {} } };
  },
};
