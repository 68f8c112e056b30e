import type { Context } from '../context.ts';

/** Who the bot is at CircleCI. */
export interface CircleCiIdentity {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** Host of the CircleCI it talks to. */
  readonly host: string;
}

/**
 * @returns the user that the bot's token belongs to, asked of CircleCI now
 * @throws CircleCIError; `unauthorized` when the token is not accepted
 */
export async function circleciIdentity({
  circleci,
  config,
}: Pick<Context, 'circleci' | 'config'>): Promise<CircleCiIdentity> {
  const me = await circleci.users.me({}, { priority: 'interactive' });
  return { id: me.id, login: me.login, name: me.name ?? me.login, host: new URL(config.circleci.url).host };
}
