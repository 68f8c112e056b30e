import type { Json } from '../json.ts';
import type { User } from '../world/people.ts';
import type { World } from '../world/world.ts';

/** Slack's deprecated verification token, still in every payload. */
export const VERIFICATION_TOKEN = 'simulated-verification-token';

/** What every interaction payload says of team, person and app. Source: Slack docs, interaction payloads. */
export function interactionHead(world: World, user: User): Json {
  const { team, bot } = world.settings;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: bot.appId,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
  };
}
