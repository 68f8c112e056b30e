import { text } from '../../json.ts';
import { type Method, may, need } from '../method.ts';
import { SlackError } from '../slack-error.ts';

/** Source: Slack docs, usergroups.users.list. */
export const usersList: Method = {
  limit: 'tier2',
  token: 'bot',
  scopes: ['usergroups:read'],
  arguments: { usergroup: need('string'), include_disabled: may('boolean'), team_id: may('string') },
  run(world, args) {
    const members = world.userGroups.get(text(args.usergroup));
    if (members === undefined) throw new SlackError('no_such_subteam');
    return { users: [...members] };
  },
};
