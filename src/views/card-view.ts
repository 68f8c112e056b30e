import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Catalogue } from '../i18n/index.ts';

/** What every part of a card is made from. */
export interface CardView {
  readonly snapshot: PipelineSnapshot;
  readonly locale: Locale;
  readonly texts: Catalogue;
  /** False for the edge: the card without what changes while jobs merely come and go. */
  readonly progress: boolean;
  /** Slack user who muted the card; null or left out: nobody did. */
  readonly mutedBy?: string | null;
  /** Ids of the holds that nobody may approve without a reason; left out: none. */
  readonly reasonHolds?: ReadonlySet<string>;
}

export const SEPARATOR = ' · ';

/** @returns the parts that are not empty, on one line */
export function row(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(SEPARATOR);
}
