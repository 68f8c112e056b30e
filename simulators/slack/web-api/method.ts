import type { Json } from '../json.ts';
import type { World } from '../world/world.ts';

export type ArgumentKind = 'string' | 'boolean' | 'integer' | 'json';

export interface Argument {
  readonly kind: ArgumentKind;
  readonly required: boolean;
}

/** How often a method may be called: Slack's tiers, or the special rule of chat.postMessage. */
export type Limit = 'tier1' | 'tier2' | 'tier3' | 'tier4' | 'post' | 'none';

/** One method of the Web API. */
export interface Method {
  readonly limit: Limit;
  readonly token: 'bot' | 'app';
  /** Scopes of which the token needs one; none for methods that need none. */
  readonly scopes: readonly string[];
  readonly arguments: Readonly<Record<string, Argument>>;
  /**
   * @param args checked against `arguments`, nested JSON already parsed
   * @returns the answer without `ok`
   * @throws SlackError
   */
  run(world: World, args: Json, site: Site): Json;
}

/** Where the simulator is reached, and what it can do besides the workspace. */
export interface Site {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** A ticket for one WebSocket, as a URL; null when the app does not use Socket Mode. */
  openConnection(): string | null;
}

export const need = (kind: ArgumentKind): Argument => ({ kind, required: true });
export const may = (kind: ArgumentKind): Argument => ({ kind, required: false });
