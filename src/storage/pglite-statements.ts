import { type PGlite, protocol } from '@electric-sql/pglite';
import type { Result } from './pglite-protocol.ts';

/** As many statements are kept prepared; each takes some ten kilobytes of the engine's memory. */
const MOST_KEPT = 300;
/**
 * The engine plans a prepared statement once, from how large the tables are then, and nothing analyses them. Planned
 * for an empty table it would read all of one that has grown, so that each is planned anew after this time.
 */
const PLANNED_FOR_MS = 10_000;
/** What may be a single statement; of others it is not tried whether they are. */
const SINGLE = /^\s*(?:select|insert|update|delete|with)\b/iu;
/** After these words a table may look otherwise. One of them in a text that only speaks of them does no harm. */
const CHANGES = /\b(?:create|alter|drop)\b/iu;

/**
 * An index of some rows only is found for a conflict by what these rows are. Where that is a value, a plan that is made
 * without the values does not find it, and that is an error.
 */
const NEEDS_VALUES = /\bon conflict\s*\([^)]*\)\s*where\b/iu;

type Fields = Result['fields'];

interface Prepared {
  /** As the engine knows it; the empty name is the next unnamed one's, too. */
  readonly name: string;
  readonly parameters: readonly number[];
  readonly fields: Fields;
  readonly since: number;
}

export interface Statements {
  /**
   * Carries out one statement. What is asked for a second time is prepared, which takes a fifth of the time: the engine
   * need not parse and plan it, and is told once instead of five times what to do.
   *
   * @throws the engine's error; then the open transaction, if there is one, is aborted
   */
  run(text: string, values: readonly unknown[]): Promise<Result>;
  /**
   * Carries out several statements in one text, without values.
   *
   * @throws the engine's error
   */
  runAll(text: string): Promise<Result[]>;
}

/**
 * Statements over the wire protocol. Whoever calls it does so one at a time: nothing here keeps two statements apart.
 *
 * @param now milliseconds that never go back
 */
export function createStatements(pglite: PGlite, now: () => number = () => performance.now()): Statements {
  /** Oldest use first; null for what was seen once and not kept. */
  const known = new Map<string, Prepared | null>();
  /** Texts of several statements, which cannot be prepared. */
  const several = new Set<string>();
  let names = 0;

  const send = (...messages: readonly Uint8Array[]) =>
    pglite.execProtocolStream(Buffer.concat(messages), { syncToFs: false });

  const prepared = async (text: string): Promise<Prepared> => {
    const found = known.get(text);
    if (found != null && now() - found.since < PLANNED_FOR_MS) {
      known.delete(text);
      known.set(text, found);
      return found;
    }
    known.delete(text);
    const closing = found == null ? [] : [close(found.name)];
    const [oldest] = known;
    if (known.size >= MOST_KEPT && oldest !== undefined) {
      known.delete(oldest[0]);
      if (oldest[1] !== null) closing.push(close(oldest[1].name));
    }
    const isKept = found !== undefined && !NEEDS_VALUES.test(text);
    names += isKept ? 1 : 0;
    const name = isKept ? `s${names}` : '';
    const messages = await send(
      ...closing,
      protocol.serialize.parse({ name, text }),
      protocol.serialize.describe({ type: 'S', name }),
      protocol.serialize.sync(),
    );
    const fresh = { name, ...described(messages), since: now() };
    known.set(text, name === '' ? null : fresh);
    return fresh;
  };

  /** To be prepared anew before it is used again. */
  const forget = (text: string) => {
    const found = known.get(text);
    if (found != null) known.set(text, { ...found, since: Number.NEGATIVE_INFINITY });
  };
  const forgetAll = () => {
    for (const text of known.keys()) forget(text);
  };

  return {
    async run(text, values) {
      const { name, parameters, fields } = await prepared(text);
      try {
        const messages = await send(
          protocol.serialize.bind({ statement: name, values: serialised(pglite, parameters, values) }),
          protocol.serialize.execute({}),
          protocol.serialize.sync(),
        );
        return resultOf(pglite, fields, messages);
      } catch (error) {
        // Perhaps it was planned for what a table looked like before.
        forget(text);
        throw error;
      } finally {
        if (CHANGES.test(text)) forgetAll();
      }
    },

    async runAll(text) {
      if (!several.has(text) && SINGLE.test(text)) {
        try {
          return [await this.run(text, [])];
        } catch (error) {
          if (!isOfSeveral(error)) throw error;
          if (several.size < MOST_KEPT) several.add(text);
        }
      }
      const results = await pglite.exec(text).finally(() => {
        if (CHANGES.test(text)) forgetAll();
      });
      return results.map(({ rows, fields, affectedRows = 0 }) => ({ rows, fields, affectedRows, tag: '' }));
    },
  };
}

type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>;

function close(name: string): Uint8Array {
  return protocol.serialize.close({ type: 'S', name });
}

function described(messages: Messages): { parameters: number[]; fields: Fields } {
  let parameters: number[] = [];
  let fields: Fields = [];
  for (const message of messages) {
    if (isA('parameterDescription', message)) parameters = message.dataTypeIDs;
    else if (isA('rowDescription', message)) {
      fields = message.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }));
    }
  }
  return { parameters, fields };
}

function serialised(pglite: PGlite, parameters: readonly number[], values: readonly unknown[]) {
  return values.map((value, index) => {
    if (value === null || value === undefined) return null;
    const serialise = pglite.serializers[parameters[index] ?? 0];
    return serialise === undefined ? String(value) : serialise(value);
  });
}

function resultOf(pglite: PGlite, fields: Fields, messages: Messages): Result {
  const parsers = fields.map(({ dataTypeID }) => pglite.parsers[dataTypeID]);
  const rows: Record<string, unknown>[] = [];
  let tag = '';
  for (const message of messages) {
    if (isA('dataRow', message)) {
      const row: Record<string, unknown> = {};
      for (const [index, { name, dataTypeID }] of fields.entries()) {
        const text = message.fields[index] ?? null;
        const parse = parsers[index];
        row[name] = text === null || parse === undefined ? text : parse(text, dataTypeID);
      }
      rows.push(row);
    } else if (isA('commandComplete', message)) tag = message.text;
  }
  return { rows, fields, affectedRows: affected(tag), tag };
}

/** Of `INSERT 0 5` five. Source: PostgreSQL docs, message formats, CommandComplete. */
function affected(tag: string): number {
  const [command = '', ...counts] = tag.split(' ');
  return ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command) ? Number(counts.at(-1)) : 0;
}

interface ByName {
  readonly parameterDescription: { readonly dataTypeIDs: number[] };
  readonly rowDescription: {
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  };
  readonly dataRow: { readonly fields: readonly (string | null)[] };
  readonly commandComplete: { readonly text: string };
}

function isA<N extends keyof ByName>(
  name: N,
  message: Messages[number],
): message is Messages[number] & ByName[N] {
  return message.name === name;
}

/** SQLSTATE 42601, as for any mistake in a text; the engine's words are what sets it apart. */
function isOfSeveral(error: unknown): boolean {
  return error instanceof Error && error.message.includes('multiple commands into a prepared statement');
}
