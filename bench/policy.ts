import type { PolicyRequest } from '../src/policy/decide.ts';
import { decide } from '../src/policy/decide.ts';
import { readPolicy } from '../src/policy/read.ts';
import { figuresOf, report, round } from './support/figures.ts';

/**
 * One decision over 1,000 rules, all about the action, with globs, lists, groups, windows and some that forbid; none
 * allows, so that every rule about the place is looked at. Judged by the thread's CPU time on average, which other programs
 * on the machine do not lengthen much, and by the clock on the wall at p99: CPU time is counted in steps of milliseconds.
 */
const RULES = 1_000;
const DECISIONS = 5_000;
const PROMISE_MS = 1;

const groups = new Map(Array.from({ length: 250 }, (_, n) => [`S0GROUP${n * 4}`, false] as const));

const began = performance.now();
const reading = readPolicy(
  `version: 1\nrules:\n${Array.from({ length: RULES }, (_, n) => rule(n)).join('')}`,
);
if (!reading.ok) throw new Error(JSON.stringify(reading.problems.slice(0, 3)));
report({ bench: 'policy', part: 'read', rules: RULES, ms: round(performance.now() - began) });

const times: number[] = [];
let allowed = 0;
const cpuBefore = process.threadCpuUsage();
for (let n = 0; n < DECISIONS; n += 1) {
  const request = requestOf(n);
  const start = performance.now();
  if (decide(reading.policy, request).allowed) allowed += 1;
  times.push(performance.now() - start);
}
const { user, system } = process.threadCpuUsage(cpuBefore);
const { p50, p99, max } = figuresOf(times, 1, 0);
judge('CPU time on average', (user + system) / 1000 / DECISIONS);
judge('wall time p99', p99);

function judge(figure: string, ms: number): void {
  report({
    bench: 'policy',
    who: 'bot',
    figure: `a decision over ${RULES} rules, ${figure}`,
    decisions: DECISIONS,
    allowed,
    p50: p50,
    max,
    value: round(ms, 3),
    unit: 'ms',
    atMost: PROMISE_MS,
  });
}

function rule(n: number): string {
  const effect = n % 10 === 9 ? 'deny' : 'allow';
  const window = '{ days: [sun], from: "03:00", to: "04:00", zone: Europe/Berlin }';
  const where = [
    `project: ["gh/acme/*", "!gh/acme/secret-${n}"]`,
    `branch: ${n % 3 === 0 ? '"team-*/**"' : `[main, "release/${n}.*"]`}`,
    `job: "hold-${n % 7 === 0 ? '*' : n}"`,
  ];
  const who = n % 4 === 0 ? `{ groups: [S0GROUP${n}] }` : `{ users: [U0PERSON${n}] }`;
  return `  - { name: rule ${n}, ${effect}: [approve], where: { ${where.join(', ')} }, who: ${who}, when: { window: ${window} } }\n`;
}

function requestOf(n: number): PolicyRequest {
  return {
    action: 'approve',
    at: new Date(Date.UTC(2026, 10, 21) + n * 1_000),
    place: {
      channel: 'C024BE91L',
      project: `gh/acme/service-${n % 50}`,
      branch: n % 2 === 0 ? 'main' : `team-${n % 9}/feature`,
      tag: null,
      workflow: 'deploy',
      job: `hold-${n % 1_000}`,
    },
    person: {
      teamId: 'T0HOME',
      userId: 'U0NOBODY',
      homeTeamId: 'T0HOME',
      isFullMember: true,
      isLinked: true,
      groups,
    },
    isStarter: false,
    hasReason: true,
  };
}
