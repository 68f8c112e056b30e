import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { code, shorten } from './mrkdwn.ts';

export type ProjectNews =
  | { readonly news: 'renamed'; readonly from: string; readonly to: string }
  | { readonly news: 'gone'; readonly project: string };

/** @returns what a channel is told about the name of a project that it shows, as mrkdwn */
export function projectNewsText(news: ProjectNews, locale: Locale): string {
  const texts = messages(locale).projects;
  const name = (slug: string) => code(shorten(slug, 150));
  return news.news === 'renamed'
    ? texts.renamed(name(news.from), name(news.to))
    : texts.gone(name(news.project));
}
