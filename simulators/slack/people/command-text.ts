import type { Settings } from '../defaults.ts';

/**
 * A command's text as Slack sends it: `&`, `<` and `>` as entities, the ends trimmed, and URLs as the app's
 * "escape channels, users, and links" setting has it. Source: Slack docs, slash commands.
 */
export function commandText(typed: string, wrapUrls: Settings['wrapUrls']): string {
  const escaped = typed.trim().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  if (wrapUrls === 'never') return escaped;
  return escaped.replace(/https?:\/\/[^\s"'“”‘’]+/g, (url) =>
    wrapUrls === 'bare' ? `<${url}>` : `<${url}|${url.replace(/^https?:\/\//, '')}>`,
  );
}
