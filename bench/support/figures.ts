/** What one run of the load generator found. Times are milliseconds. */
export interface Figures {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Answers other than 200. */
  readonly refused: number;
}

/** @param latencies milliseconds of each request; sorted in place */
export function figuresOf(latencies: number[], seconds: number, refused: number): Figures {
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    requests: latencies.length,
    perSecond: Math.round(latencies.length / seconds),
    p50: round(at(0.5)),
    p99: round(at(0.99)),
    max: round(at(1)),
    refused,
  };
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** One JSON line on standard output. */
export function report(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
