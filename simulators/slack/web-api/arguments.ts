import { isJson, type Json, parseJson } from '../json.ts';
import type { Argument, Method } from './method.ts';
import { SlackError } from './slack-error.ts';

/** Arguments the SDK adds to every call. */
const EVERYWHERE = new Set(['token', 'team_id']);

/**
 * The body's fields, before they are checked.
 * @throws SlackError `invalid_json`, `json_not_object`, `invalid_form_data`, `invalid_post_type`
 */
export function parseBody(mediaType: string, body: string): Json {
  if (mediaType === 'application/json') {
    const value = body === '' ? {} : parseJson(body);
    if (value === undefined) throw new SlackError('invalid_json');
    if (!isJson(value)) throw new SlackError('json_not_object');
    return value;
  }
  if (mediaType === 'application/x-www-form-urlencoded' || (mediaType === '' && body === '')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  throw new SlackError(mediaType === '' ? 'missing_post_type' : 'invalid_post_type');
}

/**
 * @returns the arguments, each of the kind the method wants
 * @throws SlackError `invalid_arguments`. Slack ignores names it does not know; here they are refused, so that a
 * misspelt argument does not go unnoticed.
 */
export function checkArguments(method: Method, fields: Json): Json {
  const problems: string[] = [];
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const argument = method.arguments[name];
    if (argument !== undefined && Object.hasOwn(method.arguments, name))
      args[name] = convert(name, argument, value);
    else if (!EVERYWHERE.has(name))
      problems.push(`[ERROR] unknown argument: ${name} [json-pointer:/${name}]`);
  }
  for (const [name, argument] of Object.entries(method.arguments)) {
    if (argument.required && (args[name] === undefined || args[name] === '')) {
      problems.push(`[ERROR] missing required field: ${name}`);
    }
    if (args[name] === INVALID) problems.push(`[ERROR] must be ${argument.kind} [json-pointer:/${name}]`);
  }
  if (problems.length > 0) throw new SlackError('invalid_arguments', problems);
  return args;
}

const INVALID = Symbol('not of the kind asked for');

function convert(name: string, argument: Argument, value: unknown): unknown {
  if (value === null) return undefined;
  if (argument.kind === 'json') return typeof value === 'string' ? parsed(name, value) : value;
  if (argument.kind === 'string') {
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : INVALID;
  }
  if (argument.kind === 'integer') return /^-?\d{1,15}$/.test(String(value)) ? Number(value) : INVALID;
  if (['true', '1'].includes(String(value))) return true;
  return ['false', '0'].includes(String(value)) ? false : INVALID;
}

function parsed(name: string, source: string): unknown {
  const value = parseJson(source);
  if (value !== undefined) return value;
  if (name === 'blocks') throw new SlackError('invalid_blocks_format');
  if (name === 'unfurls') throw new SlackError('invalid_unfurls_format');
  if (name === 'metadata') throw new SlackError('invalid_metadata_format');
  return INVALID;
}
