import { report, round } from './figures.ts';

/** One figure of a benchmark, as it is printed. */
export interface Line {
  readonly bench: string;
  /** What was measured: `bot` is this checkout's on the database that it brings. */
  readonly who: string;
  readonly figure: string;
  /** The median of all rounds, or what was worst in any, as the figure says. */
  readonly value: number;
  readonly unit: string;
  readonly rounds: number;
  /** What the same rounds measured as well, and its own median. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** The median of every round's value against that round's peer. */
  readonly ratio?: number;
  /** The most that `ratio`, or where there is none `value`, may be. */
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Half the distance between the quartiles of what is promised: what rounds differ by on their own. */
  readonly noise?: number;
}

export interface Measured {
  readonly bench: string;
  readonly who?: string;
  readonly figure: string;
  readonly unit: string;
  readonly values: readonly number[];
  /** Measured in the same rounds, in the same order. */
  readonly peer?: { readonly name: string; readonly values: readonly number[] };
  readonly atMost?: number;
  readonly atLeast?: number;
  /** For counts, where one round too many breaks the promise: the highest value stands for all. */
  readonly worst?: boolean;
}

/** Prints what rounds have measured as one JSON line. */
export function reportRounds({ values, peer, worst = false, who = 'bot', ...rest }: Measured): void {
  const ratios = peer?.values.map((theirs, index) => (values[index] ?? Number.NaN) / theirs);
  const judged = ratios ?? values;
  const line: Line = {
    ...rest,
    who,
    value: round(worst ? Math.max(...values) : median(values)),
    rounds: values.length,
    ...(peer === undefined ? {} : { peer: { name: peer.name, value: round(median(peer.values)) } }),
    ...(ratios === undefined ? {} : { ratio: round(median(ratios)) }),
    ...(worst ? {} : { noise: round((quantile(judged, 0.75) - quantile(judged, 0.25)) / 2) }),
  };
  report(line);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param share from 0 to 1; in between two values, in between. @throws when there are none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('nothing was measured');
  return below + (above - below) * (place % 1);
}
