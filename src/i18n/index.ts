import type { Locale } from '../domain/locale.ts';
import { en } from './en/index.ts';
import { ja } from './ja/index.ts';

/** Every text a person can read. `ja` does not compile when a key of `en` is missing. */
export type Catalogue = typeof en;

const catalogues: Record<Locale, Catalogue> = { en, ja };

/** @returns the texts of one language */
export function messages(locale: Locale): Catalogue {
  return catalogues[locale];
}
