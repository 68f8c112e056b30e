import { type Mention, readEntity, readMarkup } from './slack-markup.ts';

/** What a person typed, sign by sign: one character each, or all that Slack wrote in the place of a mention or a link. */
export interface Sign {
  readonly text: string;
  readonly mention?: Mention;
  /** Of a mention the id of the person. */
  readonly user?: string;
  /** For a person or a user group: `@` and the id. */
  readonly identified?: string;
}

/** @param raw the text as Slack sent it */
export function readSigns(raw: string): readonly Sign[] {
  const signs: Sign[] = [];
  let at = 0;
  while (at < raw.length) {
    const character = raw.charAt(at);
    const entity = character === '&' ? readEntity(raw.slice(at, at + 5)) : null;
    const markup = entity ?? (character === '<' ? readMarkup(raw.slice(at)) : null);
    if (markup === null) {
      const text = String.fromCodePoint(raw.codePointAt(at) ?? 0);
      signs.push({ text });
      at += text.length;
    } else {
      const { length, ...sign } = markup;
      signs.push(sign);
      at += length;
    }
  }
  return signs;
}
