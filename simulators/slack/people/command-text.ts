import type { Settings } from '../defaults.ts';
import type { User } from '../world/people.ts';

/**
 * A command's text as Slack sends it: `&`, `<` and `>` as entities, the ends trimmed, and people and URLs as the app's
 * "escape channels, users, and links" setting has it. Source: Slack docs, slash commands.
 */
export function commandText(
  typed: string,
  wrapUrls: Settings['wrapUrls'],
  people: Iterable<User> = [],
): string {
  const escaped = typed.trim().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  if (wrapUrls === 'never') return escaped;
  const byName = new Map([...people].map(({ id, name }) => [name, id]));
  const named = escaped.replace(/(?<![\w@.])@([\w-]+(?:\.[\w-]+)*)/g, (said, name: string) =>
    byName.has(name) ? `<@${byName.get(name)}|${name}>` : said,
  );
  return named.replace(/https?:\/\/[^\s"'“”‘’]+/g, (url) =>
    wrapUrls === 'bare' ? `<${url}>` : `<${url}|${url.replace(/^https?:\/\//, '')}>`,
  );
}
