import { type Json, parseJson, text } from '../json.ts';
import type { World } from '../world/world.ts';
import { checkArguments, parseBody } from './arguments.ts';
import { checkScopes, checkToken } from './authorise.ts';
import type { Site } from './method.ts';
import type { RateLimits } from './rate-limits.ts';
import { findMethod } from './registry.ts';
import { SlackError } from './slack-error.ts';

export interface ApiRequest {
  readonly method: string;
  readonly mediaType: string;
  readonly authorization: string;
  readonly body: string;
}

export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  /** What was asked, for the record; without the token. */
  readonly args: Json;
}

/** Answers a Web API call: method, token, rate limit, arguments, then the method itself, in Slack's order. */
export function callMethod(
  world: World,
  site: Site,
  limits: RateLimits | null,
  request: ApiRequest,
): ApiReply {
  let args: Json = {};
  try {
    const method = findMethod(request.method);
    if (!method) throw new SlackError('unknown_method', [], { req_method: request.method });
    const { token, ...fields } = parseBody(request.mediaType, request.body);
    args = fields;
    checkToken(world, method, request.authorization, token);
    const wait = limits?.take(request.method, method.limit, text(fields.channel)) ?? null;
    if (wait !== null) return tooMany(args, wait);
    checkScopes(world, method);
    args = checkArguments(method, fields);
    return {
      status: 200,
      headers: headers(world),
      body: { ok: true, ...method.run(world, args, site) },
      args,
    };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const body = { ok: false, error: error.code, ...error.details };
    return { status: 200, headers: headers(world), body, args };
  }
}

/** The arguments as far as they can be read, without the token; for the record of a call that is not done. */
export function readArguments({ mediaType, body }: ApiRequest): Json {
  try {
    const { token: _, ...fields } = parseBody(mediaType, body);
    const parsed = Object.entries(fields).map(([name, value]) => {
      const inner = typeof value === 'string' && /^[[{]/.test(value) ? parseJson(value) : undefined;
      return [name, inner ?? value];
    });
    return Object.fromEntries(parsed);
  } catch (error) {
    if (error instanceof SlackError) return {};
    throw error;
  }
}

/** 429 as Slack answers it. Source: Slack docs, rate limits. */
export function tooMany(args: Json, seconds: number): ApiReply {
  const body = { ok: false, error: 'ratelimited' };
  return { status: 429, headers: { 'retry-after': String(seconds) }, body, args };
}

function headers(world: World): Readonly<Record<string, string>> {
  return { 'x-oauth-scopes': world.settings.scopes.join(',') };
}
