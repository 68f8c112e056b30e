import { sendJson } from './send.ts';
import type { Route } from './server.ts';

/** Resolves when the thing works; what it rejects with is logged by name only. */
export type Check = (signal: AbortSignal) => Promise<unknown>;

export interface CheckResult {
  readonly ok: boolean;
  /** Milliseconds it took. */
  readonly ms: number;
}

interface Options {
  /** Such as `{ database: …, slack: … }`. */
  readonly checks: Readonly<Record<string, Check>>;
  readonly now?: () => number;
}

/** Asking for readiness must not become a way to hammer Slack, so results are kept this long. */
const KEEP_MS = 5_000;
const CHECK_TIMEOUT_MS = 3_000;

interface HealthOptions {
  /** What an operator should look after though the program works; nulls are left out. */
  readonly warnings?: () => readonly (string | null)[];
}

/** `/healthz`: the process answers. Nothing else is asked, or a restart would follow every outage elsewhere. */
export function healthRoute({ warnings = () => [] }: HealthOptions = {}): Route {
  return {
    path: '/healthz',
    methods: ['GET'],
    handle: (_req, res) => {
      const said = warnings().filter((warning) => warning !== null);
      sendJson(res, 200, { status: 'ok', ...(said.length === 0 ? {} : { warnings: said }) });
    },
  };
}

/** `/readyz`: 200 when every check passes, 503 otherwise, with each check's result but never its error's text. */
export function readinessRoute({ checks, now = Date.now }: Options): Route {
  let kept: { at: number; results: Promise<Record<string, CheckResult>> } | null = null;
  return {
    path: '/readyz',
    methods: ['GET'],
    async handle(_req, res) {
      if (kept === null || now() - kept.at >= KEEP_MS) kept = { at: now(), results: runAll(checks) };
      const results = await kept.results;
      const ready = Object.values(results).every(({ ok }) => ok);
      sendJson(res, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks: results });
    },
  };
}

async function runAll(checks: Readonly<Record<string, Check>>): Promise<Record<string, CheckResult>> {
  const results = Object.entries(checks).map(async ([name, check]) => [name, await runOne(check)] as const);
  return Object.fromEntries(await Promise.all(results));
}

async function runOne(check: Check): Promise<CheckResult> {
  const began = performance.now();
  const ok = await passes(check);
  return { ok, ms: Math.round(performance.now() - began) };
}

async function passes(check: Check): Promise<boolean> {
  const timeout = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  const late = new Promise<false>((resolve) => {
    timeout.addEventListener('abort', () => resolve(false), { once: true });
  });
  try {
    return await Promise.race([check(timeout).then(() => true), late]);
  } catch {
    return false;
  }
}
