import { boolean, identifier, integer, string, url, word } from './scalars.ts';
import { byType, type Check, list, object, optional, required } from './shape.ts';

const style = object({
  bold: optional(boolean),
  italic: optional(boolean),
  strike: optional(boolean),
  code: optional(boolean),
  underline: optional(boolean),
});

/** Source: Slack docs, rich text element types. */
const inline: Check = byType({
  text: object({ type: required(word('text')), text: required(string()), style: optional(style) }),
  link: object({
    type: required(word('link')),
    url: required(url),
    text: optional(string()),
    unsafe: optional(boolean),
    style: optional(style),
  }),
  emoji: object({ type: required(word('emoji')), name: required(string()), unicode: optional(string()) }),
  user: object({ type: required(word('user')), user_id: required(identifier), style: optional(style) }),
  usergroup: object({ type: required(word('usergroup')), usergroup_id: required(identifier) }),
  channel: object({
    type: required(word('channel')),
    channel_id: required(identifier),
    style: optional(style),
  }),
  broadcast: object({
    type: required(word('broadcast')),
    range: required(word('here', 'channel', 'everyone')),
  }),
  date: object({
    type: required(word('date')),
    timestamp: required(integer()),
    format: required(string()),
    url: optional(url),
    fallback: optional(string()),
  }),
});

const section = object({ type: required(word('rich_text_section')), elements: required(list(inline)) });
const quote = object({
  type: required(word('rich_text_quote')),
  elements: required(list(inline)),
  border: optional(integer({ max: 1 })),
});

/** Source: Slack docs, rich text block. */
export const richText = object({
  type: required(word('rich_text')),
  block_id: optional(identifier),
  elements: required(
    list(
      byType({
        rich_text_section: section,
        rich_text_quote: quote,
        rich_text_preformatted: object({
          type: required(word('rich_text_preformatted')),
          elements: required(list(inline)),
          border: optional(integer({ max: 1 })),
          language: optional(string()),
        }),
        rich_text_list: object({
          type: required(word('rich_text_list')),
          elements: required(list(byType({ rich_text_section: section }))),
          style: required(word('bullet', 'ordered')),
          indent: optional(integer({ max: 8 })),
          offset: optional(integer()),
          border: optional(integer({ max: 1 })),
        }),
      }),
      { min: 1 },
    ),
  ),
});
