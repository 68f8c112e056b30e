/**
 * Text from outside (branches, commit subjects, job names, CircleCI's messages) on its way into Slack's mrkdwn.
 * Order matters: `shorten` first, then escape, then template, so that neither an entity nor a link is cut in two.
 * Source: Slack docs, "Formatting text for app surfaces", escaping.
 */

// Control characters but tab and newline, soft hyphen, zero-width space and word joiner (the joiner of emoji stays),
// bidirectional marks and overrides, interlinear marks, the byte order mark.
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufff9-\ufffb\ufeff]/g;
const LINE_BREAK = /\r\n?|\u2028|\u2029/g;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * @returns the text without what cannot be seen but does something: control characters, null bytes, bidirectional
 * overrides, broken surrogates. Line breaks of every kind become `\n`.
 */
export function clean(text: string): string {
  return text.toWellFormed().replace(LINE_BREAK, '\n').replace(INVISIBLE, '');
}

/** @returns the text cleaned, on one line, without space at its ends */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/**
 * @returns the text as mrkdwn in which nothing from outside is a link, a mention or `<!channel>`. Fences of three
 * backticks are broken as well, because they would reach into other lines.
 */
export function escapeMrkdwn(text: string): string {
  return escapeEntities(clean(text)).replace(/`{3,}/g, (fence) => 'ˋ'.repeat(fence.length));
}

/** @returns the text for the middle of a line: escaped, on one line, and without the characters that format */
export function inline(text: string): string {
  return escapeEntities(oneLine(text)).replaceAll('`', 'ˋ').replaceAll('*', '∗').replaceAll('~', '∼');
}

/** @returns the text as a code span, or an empty string when nothing of it is visible */
export function code(text: string): string {
  const content = escapeEntities(oneLine(text)).replaceAll('`', 'ˋ');
  return content === '' ? '' : `\`${content}\``;
}

/**
 * @param text from outside; escaped here
 * @returns `<url|text>`, or only the text when the URL is not http(s), not a URL, or absurdly long
 */
export function link(url: string | null, text: string): string {
  const label = inline(text);
  const target = url === null ? null : safeUrl(url);
  if (target === null || label === '') return label;
  return `<${escapeEntities(target)}|${label.replaceAll('|', '¦')}>`;
}

/**
 * @returns the URL with everything encoded that would end a link, for a button's `url` as it is;
 * null when it is not http(s), not a URL, or over 500 characters
 */
export function safeUrl(url: string): string | null {
  const parsed = url.length > 500 ? null : URL.parse(url);
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return null;
  const encoded = parsed.href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return encoded.length > 500 ? null : encoded;
}

/** @returns `<@U…>` for a Slack user id; anything else is shown as the text it is */
export function mention(userId: string): string {
  return /^[UW][A-Z0-9]{1,30}$/.test(userId) ? `<@${userId}>` : inline(shorten(userId, 40));
}

/**
 * @param max most UTF-16 units taken of the text
 * @returns the text as a quotation of at most `lines` lines, escaped; an empty string when nothing of it is visible
 */
export function quote(text: string, max: number, lines: number): string {
  const visible = clean(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const kept = visible.slice(0, lines).join('\n') + (visible.length > lines ? '…' : '');
  if (kept.trim() === '') return '';
  return `>${escapeMrkdwn(shorten(kept, max)).replaceAll('\n', '\n>')}`;
}

/** The longest entity: what one character may become. */
const ESCAPED = 5;

/**
 * @param max most UTF-16 units of the result; at least 50
 * @returns the last lines of the text that fit between two fences, as they stand; an empty string when nothing of it
 *   is visible. Nothing in it ends the fence, is a link or mentions anyone.
 */
export function preformatted(text: string, max: number): string {
  const room = max - 8;
  const kept: string[] = [];
  let length = 0;
  for (const line of clean(text).trimEnd().split('\n').reverse()) {
    const escaped = escapeMrkdwn(line);
    length += escaped.length + 1;
    if (length <= room) kept.push(escaped);
    else if (kept.length === 0) kept.push(escapeMrkdwn(`…${line.slice(1 - Math.floor(room / ESCAPED))}`));
    if (length > room) break;
  }
  const lines = kept.reverse().join('\n');
  return lines.trim() === '' ? '' : `\`\`\`\n${lines}\n\`\`\``;
}

/**
 * @param max most UTF-16 units of the result; Slack counts no more than these
 * @returns the text, or as much of it as fits with an ellipsis, never half a grapheme
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  // Two units more than fit show whether the last grapheme ends there; the rest is not looked at.
  let end = 0;
  for (const { index } of graphemes.segment(text.slice(0, max + 2))) {
    if (index > max - 1) break;
    end = index;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
