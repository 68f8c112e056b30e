import { LOCALES, type Locale } from '../../../../src/domain/locale.ts';
import { messages } from '../../../../src/i18n/index.ts';

/** One text of the catalogue, by the path of its key. */
export interface CatalogueText {
  readonly locale: Locale;
  readonly path: string;
  readonly text: string;
}

/** @param argument what every function of the catalogue gets for each of its parameters */
export function catalogueTexts(argument: (path: string, index: number) => unknown): CatalogueText[] {
  return LOCALES.flatMap((locale) =>
    textsOf(messages(locale), '', argument).map(([path, text]) => ({ locale, path, text })),
  );
}

function textsOf(
  value: unknown,
  path: string,
  argument: (path: string, index: number) => unknown,
): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const given = Array.from({ length: value.length }, (_, index) => argument(path, index));
    return [[path, String(value(...given))]];
  }
  return Object.entries(value ?? {}).flatMap(([key, inner]) =>
    textsOf(inner, path === '' ? key : `${path}.${key}`, argument),
  );
}
