/** Prints what a test of this suite counted, on a line that is found again in a long log. */
export function report(name: string, counts: Readonly<Record<string, number | string>>): void {
  const parts = Object.entries(counts).map(([what, count]) => `${what} ${shown(count)}`);
  process.stdout.write(`faults: ${name}: ${parts.join(', ')}\n`);
}

function shown(count: number | string): string {
  return typeof count === 'number' && !Number.isInteger(count) ? count.toFixed(1) : String(count);
}
