/** What Slack writes in the place of what a person typed. Source: Slack docs, "Enabling interactivity with Slash Commands", escaping. */

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const ENTITY = /^&(?:amp|lt|gt);/;
const REFERENCE = /^<([@#!])([^<>|\s]+)(?:\|([^<>]*))?>/;
const LINK = /^<((?:https?|mailto|tel):[^<>|]+)(?:\|([^<>]*))?>/i;

/** `group`: a user group, or everyone of a channel. */
export type Mention = 'person' | 'group' | 'channel';

export interface Markup {
  /** What the person meant. */
  readonly text: string;
  /** How many characters of the raw text it takes. */
  readonly length: number;
  /** What Slack's own mention mentions; left out for everything else. */
  readonly mention?: Mention;
  /** Of a mention the id of the person: the name in it is only how they are called. */
  readonly user?: string;
  /** For a person or a user group: `@` and the id, which is what they are, whatever the text says. */
  readonly identified?: string;
}

/** @returns the character that an entity at the start of `raw` stands for, decoded once; null when there is none */
export function readEntity(raw: string): Markup | null {
  const entity = ENTITY.exec(raw)?.[0];
  const text = entity === undefined ? undefined : ENTITIES[entity];
  return entity === undefined || text === undefined ? null : { text, length: entity.length };
}

/**
 * @returns what `<url>`, `<url|label>`, `<#C1|name>`, `<@U1>` or `<!here>` at the start of `raw` stands for,
 *   or null when there is none. A label that only leaves out the scheme is what was typed, so it wins.
 */
export function readMarkup(raw: string): Markup | null {
  const reference = REFERENCE.exec(raw);
  if (reference !== null) {
    const [all, sign = '', id = '', label = ''] = reference;
    const who = sign === '#' ? undefined : /^(?:subteam\^)?([USW][A-Z0-9]+)$/.exec(id)?.[1];
    const text = referenceText(sign, id, decodeEntities(label));
    return {
      text,
      length: all.length,
      mention: sign === '@' ? 'person' : sign === '#' ? 'channel' : 'group',
      ...(sign === '@' ? { user: id } : {}),
      ...(who === undefined ? {} : { identified: `@${who}` }),
    };
  }
  const link = LINK.exec(raw);
  if (link === null) return null;
  const [all, target = '', label = ''] = link;
  return { text: linkText(decodeEntities(target), decodeEntities(label)), length: all.length };
}

function referenceText(sign: string, id: string, label: string): string {
  const prefix = sign === '#' ? '#' : '@';
  const name = label === '' ? id : label;
  return name.startsWith(prefix) ? name : `${prefix}${name}`;
}

function linkText(target: string, label: string): string {
  const bare = target.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '');
  return label !== '' && bare.replace(/\/$/, '') === label.replace(/\/$/, '') ? label : target;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}
