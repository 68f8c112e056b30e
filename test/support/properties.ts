import fc from 'fast-check';

/**
 * Vitest `setupFiles`: with `PROPERTY_MS`, a property stops trying cases after that many milliseconds and holds if none
 * of them, at least one, broke it. `npm run check` is short that way; without it every case is tried, as in CI.
 */
const limit = process.env.PROPERTY_MS;
if (limit !== undefined) fc.configureGlobal({ interruptAfterTimeLimit: Number(limit) });
