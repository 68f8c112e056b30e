/** One line that a benchmark printed. Which other fields it has is the benchmark's own affair. */
export type PrintedLine = Readonly<Record<string, unknown>>;

export interface Verdict {
  /** What is promised, and what came out. */
  readonly text: string;
  /** `near`: the promise is missed by no more than rounds differ by on their own. */
  readonly result: 'met' | 'near' | 'missed';
}

/** @returns a verdict when the line has a promise: `atMost` or `atLeast`, of its `ratio` to a peer or else its `value` */
export function verdictsOn(line: PrintedLine): readonly Verdict[] {
  const { bench, who, figure, unit, atMost, atLeast } = line;
  const judged = line.ratio ?? line.value;
  if (typeof judged !== 'number') return [];
  const noise = typeof line.noise === 'number' ? line.noise : 0;
  const said = `${bench}, ${who}: ${figure}: ${judged} ${line.ratio === undefined ? unit : `times ${nameOf(line.peer)}`}`;
  const verdicts: Verdict[] = [];
  const judge = (promise: string, missedBy: number) => {
    const result = missedBy <= 0 ? 'met' : missedBy <= noise ? 'near' : 'missed';
    verdicts.push({ text: `${said}, ${promise}`, result });
  };
  if (typeof atMost === 'number') judge(`at most ${atMost}`, judged - atMost);
  if (typeof atLeast === 'number') judge(`at least ${atLeast}`, atLeast - judged);
  return verdicts;
}

function nameOf(peer: unknown): string {
  return typeof peer === 'object' && peer !== null && 'name' in peer ? `${peer.name}’s` : 'its peer’s';
}
