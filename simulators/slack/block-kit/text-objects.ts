import { boolean, string, word } from './scalars.ts';
import { byType, type Check, object, optional, required } from './shape.ts';

/** A `plain_text` object. Source: Slack docs, text object. */
export function plainText(max: number): Check {
  return byType({ plain_text: plain(max) });
}

/** A `plain_text` or `mrkdwn` object. */
export function anyText(max: number): Check {
  return byType({ plain_text: plain(max), mrkdwn: mrkdwn(max) });
}

const plain = (max: number) =>
  object({
    type: required(word('plain_text')),
    text: required(string({ max })),
    emoji: optional(boolean),
  });

const mrkdwn = (max: number) =>
  object({
    type: required(word('mrkdwn')),
    text: required(string({ max })),
    verbatim: optional(boolean),
  });
