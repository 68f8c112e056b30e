import { allRows, type NamedRow } from '../../src/api/registry.ts';
import { beyondTheDescription } from './beyond.ts';
import { checkRow } from './check-row.ts';
import type { Operation } from './openapi.ts';

export interface Report {
  readonly operations: number;
  readonly rows: number;
  /** Rows that are known to be beyond the description, with where they come from. */
  readonly notes: readonly string[];
  /** Empty when rows and description agree. */
  readonly problems: readonly string[];
}

/** Compares the rows of API v2 with its description, both ways. */
export function checkApi(operations: readonly Operation[]): Report {
  const rows = allRows().filter(({ row }) => row.api === 'v2' && row.host === 'circleci');
  const key = (one: { method: string; path: string }) => `${one.method} ${one.path}`;
  const byKey = new Map(rows.map((row) => [key(row.row), row]));
  const described = new Set(operations.map(key));
  const undescribed = rows.filter(({ row }) => !described.has(key(row)));
  return {
    operations: operations.length,
    rows: rows.length,
    notes: undescribed
      .filter(isKnown)
      .map(({ id }) => `${id} is not in the description: ${beyondTheDescription[id]}`),
    problems: [
      ...repeated(rows.map(({ row }) => key(row))).map((one) => `${one} has more than one row`),
      ...undescribed
        .filter((row) => !isKnown(row))
        .map(({ id, row }) => `${id} (${key(row)}) is not in the description`),
      ...operations.flatMap((operation) => {
        const row = byKey.get(key(operation));
        return row === undefined
          ? [`${key(operation)} (${operation.name}) has no row`]
          : checkRow(row, operation);
      }),
    ],
  };
}

function isKnown({ id }: NamedRow): boolean {
  return beyondTheDescription[id] !== undefined;
}

function repeated(keys: readonly string[]): string[] {
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}
