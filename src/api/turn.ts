import { type Signals, throwIfAborted } from './abort.ts';
import type { RateBudget } from './budget.ts';
import type { Call, RequestContext } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { CircleCIError } from './errors.ts';
import { sleep } from './sleep.ts';
import { NoSlotError } from './slots.ts';

/** Those who waited for the same window do not all start in the same instant. */
const SPREAD_MS = 250;

/**
 * Waits until the call may be made. Interactive calls wait for a short pause that CircleCI asked for and for
 * nothing else; background calls also wait for a slot and for the rate limit's next window.
 *
 * @returns to be called once when the call is over
 * @throws CircleCIError `rate_limited` at once when the wait would be longer than the call may take
 */
export async function takeTurn(context: RequestContext, call: Call): Promise<() => void> {
  throwIfAborted(endsOf(context, call));
  if (call.priority === 'interactive') {
    await waitForBudget(context, call);
    return () => {};
  }
  for (;;) {
    // Without a place meanwhile: those who wait for the next window must not keep out those who could go.
    await waitForBudget(context, call);
    await waitForSlot(context, call);
    if (budgetOf(context, call.row).waitMs(call.priority) === 0) return () => context.slots.release();
    context.slots.release();
  }
}

/** API v3 has limits of its own, as has the runner's host. */
export function budgetOf(context: RequestContext, row: Endpoint): RateBudget {
  const { budgets } = context;
  if (row.host === 'runner') return budgets.runner;
  return row.api === 'v3' ? budgets.v3 : budgets.v2;
}

async function waitForBudget(context: RequestContext, call: Call): Promise<void> {
  const budget = budgetOf(context, call.row);
  for (let wait = budget.waitMs(call.priority); wait > 0; wait = budget.waitMs(call.priority)) {
    if (wait >= call.deadline - performance.now()) throw heldBack(call, wait);
    const spread = call.priority === 'background' ? context.random() * SPREAD_MS : 0;
    await sleep(wait + 1 + spread, endsOf(context, call));
  }
}

async function waitForSlot(context: RequestContext, call: Call): Promise<void> {
  try {
    await context.slots.acquire(Math.max(1, call.deadline - performance.now()), endsOf(context, call));
  } catch (error) {
    if (!(error instanceof NoSlotError)) throw error;
    const problem = {
      full: 'too many background calls are waiting already; nothing was sent',
      late: 'no background slot became free in time; nothing was sent',
    }[error.why];
    throw new CircleCIError({ code: 'unavailable', endpoint: call.id, problem, secrets: call.secrets });
  }
}

/** What ends waiting: the caller, or that the client is closed. What is under way only the caller ends. */
export function endsOf(context: RequestContext, call: Call): Signals {
  return [call.signal, context.closed];
}

function heldBack(call: Call, retryAfterMs: number): CircleCIError {
  return new CircleCIError({
    code: 'rate_limited',
    endpoint: call.id,
    problem: `held back because of CircleCI's rate limit for another ${Math.ceil(retryAfterMs / 1000)} s; nothing was sent`,
    retryAfterMs,
    secrets: call.secrets,
  });
}
