import type { World } from '../world/world.ts';
import type { Method } from './method.ts';
import { SlackError } from './slack-error.ts';

/** @throws SlackError `not_authed`, `invalid_auth`, `account_inactive`, `not_allowed_token_type` */
export function checkToken(world: World, method: Method, authorization: string, field: unknown): void {
  const { botToken, appToken } = world.settings;
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? (typeof field === 'string' ? field : '');
  if (token === '') throw new SlackError('not_authed');
  if (token !== botToken && token !== appToken) throw new SlackError('invalid_auth');
  if (world.uninstalled) throw new SlackError('account_inactive');
  const kind = token === appToken ? 'app' : 'bot';
  if (kind !== method.token) throw new SlackError('not_allowed_token_type');
}

/** @throws SlackError `missing_scope`, with what is needed and what was given */
export function checkScopes(world: World, method: Method): void {
  const { scopes } = world.settings;
  if (method.scopes.length === 0 || method.scopes.some((scope) => scopes.includes(scope))) return;
  throw new SlackError('missing_scope', [], { needed: method.scopes.join(','), provided: scopes.join(',') });
}
