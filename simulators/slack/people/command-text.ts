import type { Settings } from '../defaults.ts';

/**
 * A command's text as Slack sends it: `&`, `<` and `>` as entities, the ends trimmed, and URLs as the app's
 * "escape channels, users, and links" setting has it; the same setting turns `@name` into the person's id. Source: Slack docs, slash commands.
 */
export function commandText(
  typed: string,
  wrapUrls: Settings['wrapUrls'],
  userIds: ReadonlyMap<string, string> = new Map(),
): string {
  const escaped = typed.trim().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  if (wrapUrls === 'never') return escaped;
  const mentioned = escaped.replace(/(?<!\S)@([\w.-]+)/g, (all, name) => {
    const id = userIds.get(name);
    return id === undefined ? all : `<@${id}|${name}>`;
  });
  return mentioned.replace(/https?:\/\/[^\s"'“”‘’]+/g, (url) =>
    wrapUrls === 'bare' ? `<${url}>` : `<${url}|${url.replace(/^https?:\/\//, '')}>`,
  );
}
