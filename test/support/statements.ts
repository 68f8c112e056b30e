import pg from 'pg';

/** The statements that this process sent to PostgreSQL while it was recorded. */
export interface Recording {
  /** Texts in the order they were sent, `begin` and `commit` included. */
  readonly texts: readonly string[];
  /** @returns the different texts with how often each was sent, most often first, one a line */
  summary(): string;
  stop(): void;
}

const SUMMARY_WIDTH = 160;

/**
 * Records each statement on every connection of this process, the queue's included. One recording at a time: what other
 * tests of the same process do meanwhile would be in it.
 *
 * @param counts says which statements are recorded; all of them unless given
 */
export function recordStatements(counts: (text: string) => boolean = () => true): Recording {
  const texts: string[] = [];
  const { prototype } = pg.Client;
  const original = Reflect.get(prototype, 'query') as (...args: unknown[]) => unknown;
  const recorded = function (this: pg.Client, ...args: unknown[]): unknown {
    const text = textOf(args[0]);
    if (counts(text)) texts.push(text);
    return Reflect.apply(original, this, args);
  };
  Reflect.set(prototype, 'query', recorded);
  return {
    texts,
    summary: () => summarise(texts),
    stop: () => {
      Reflect.set(prototype, 'query', original);
    },
  };
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  if (typeof query === 'object' && query !== null && 'text' in query) return String(query.text);
  throw new Error('a statement without a text');
}

function summarise(texts: readonly string[]): string {
  const times = new Map<string, number>();
  for (const text of texts) {
    const short = text.replaceAll(/\s+/g, ' ').trim().slice(0, SUMMARY_WIDTH);
    times.set(short, (times.get(short) ?? 0) + 1);
  }
  const lines = [...times].toSorted(([, a], [, b]) => b - a).map(([text, n]) => `${n} × ${text}`);
  return lines.join('\n');
}
