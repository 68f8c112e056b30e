import { isJson } from '../json.ts';
import type { Metadata } from '../world/messages.ts';
import { SlackError } from './slack-error.ts';

/** Slack documents an error for too much but no number; this simulator stops where a bot should stop too. */
const MAX_BYTES = 1024;

const NAME = /^[a-z0-9_]+$/;

/**
 * @returns the metadata; null when there is none, `{}` included, which takes it away in chat.update
 * @throws SlackError `invalid_metadata_format`, `invalid_metadata_schema`, `metadata_too_large`
 * Source: Slack docs, message metadata: event_type and keys of [a-z0-9_]; values are strings, numbers, booleans,
 * or one level of objects and lists of them.
 */
export function checkMetadata(value: unknown): Metadata | null {
  if (value === undefined || (isJson(value) && Object.keys(value).length === 0)) return null;
  if (!isJson(value) || typeof value.event_type !== 'string' || !NAME.test(value.event_type)) {
    throw new SlackError('invalid_metadata_format');
  }
  const { event_type, event_payload, ...others } = value;
  if (Object.keys(others).length > 0 || !isJson(event_payload))
    throw new SlackError('invalid_metadata_format');
  for (const [key, inner] of Object.entries(event_payload)) {
    if (!NAME.test(key) || !isAllowed(inner)) throw new SlackError('invalid_metadata_schema');
  }
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_BYTES) throw new SlackError('metadata_too_large');
  return { event_type: String(event_type), event_payload };
}

function isAllowed(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => isScalar(item) || isFlat(item));
  return isScalar(value) || isFlat(value);
}

function isFlat(value: unknown): boolean {
  return isJson(value) && Object.entries(value).every(([key, inner]) => NAME.test(key) && isScalar(inner));
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
