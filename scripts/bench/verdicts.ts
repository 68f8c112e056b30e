/** One line that a benchmark printed. Which fields it has is the benchmark's own affair. */
export type PrintedLine = Readonly<Record<string, unknown>>;

export interface Verdict {
  /** What is promised, and what came out. */
  readonly text: string;
  /** `near`: the promise is missed by no more than rounds differ by on their own. */
  readonly result: 'met' | 'near' | 'missed';
}

/** What issue 2 asks of intake: `bench/intake.ts` prints no targets of its own. */
const INTAKE = { leastOfProbot: 1, mostP99Ms: 50 };

/** @returns a verdict for every promise that a line is about */
export function verdictsOn(line: PrintedLine): readonly Verdict[] {
  if (line.bench === 'intake') return intakeVerdicts(line);
  const { bench, engine, figure, target, ok, noise } = line;
  const judged = line.ratio ?? line.value;
  if (typeof target !== 'number' || typeof judged !== 'number' || typeof ok !== 'boolean') return [];
  const near = judged - (typeof noise === 'number' ? noise : 0) <= target;
  const unit = line.ratio === undefined ? ` ${line.unit}` : ' times its peer';
  return [
    {
      text: `${bench}, ${engine}: ${figure}: ${judged}${unit}, at most ${target}`,
      result: ok ? 'met' : near ? 'near' : 'missed',
    },
  ];
}

function intakeVerdicts({ server, summary, ratioToProbot, p99 }: PrintedLine): readonly Verdict[] {
  const isOurs = typeof server === 'string' && server.startsWith('chatops-');
  if (!isOurs || summary === undefined || typeof ratioToProbot !== 'number' || typeof p99 !== 'number')
    return [];
  const { leastOfProbot, mostP99Ms } = INTAKE;
  return [
    {
      text: `intake, ${server}: ${ratioToProbot} times Probot's rate, at least ${leastOfProbot}`,
      result: ratioToProbot >= leastOfProbot ? 'met' : 'missed',
    },
    {
      text: `intake, ${server}: p99 ${p99} ms, less than ${mostP99Ms}`,
      result: p99 < mostP99Ms ? 'met' : 'missed',
    },
  ];
}
