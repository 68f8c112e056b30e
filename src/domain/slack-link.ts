/**
 * Slack turns an address that someone types into `<address>` or `<address|what was typed>` and writes
 * `&amp; &lt; &gt;` for `& < >`. Source: Slack docs, "Formatting message text".
 *
 * @param text one word of a message or command, a link or not
 * @returns the bare address or word, without the punctuation a sentence puts after a link
 */
export function unwrapSlackLink(text: string): string {
  const trimmed = text.trim();
  const inside = /^<([^<>|]+)(?:\|[^<>]*)?>[.,;:!?)]*$/.exec(trimmed)?.[1];
  const bare = inside ?? trimmed.replace(/[.,;:!?)\]}>"'”’]+$/u, '');
  return bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
