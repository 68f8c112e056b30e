import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dialect } from 'kysely';
import { noteWait } from '../slack/request-scope.ts';

/**
 * Somebody who has clicked looks at the card; who waits for a card to follow CircleCI does not know that they wait. So
 * what nobody looks at gives way, for a moment, while there is somebody who does.
 */

interface Urgent {
  open: boolean;
}

/** Whoever is held up longer than this goes on: in a flood of clicks the rest is slow, and does not stand still. */
const HELD_MS = 100;
/** What takes longer waits for others than this program's database, such as CircleCI, and nobody need stand aside. */
const URGENT_FOR_MS = 1_000;

const current = new AsyncLocalStorage<Urgent | null>();
const held = new Set<() => void>();
let open = 0;

/** Does something that somebody waits for. */
export async function urgently<T>(work: () => Promise<T>): Promise<T> {
  const urgent = { open: true };
  open += 1;
  const timer = setTimeout(() => close(urgent), URGENT_FOR_MS);
  timer.unref();
  try {
    return await current.run(urgent, work);
  } finally {
    clearTimeout(timer);
    close(urgent);
  }
}

/** Does what follows when they have seen that it is under way: as patiently as anything else. */
export function patiently<T>(work: () => Promise<T>): Promise<T> {
  const urgent = current.getStore();
  if (urgent != null) close(urgent);
  return current.run(null, work);
}

/** @returns whether somebody waits for the work that calls this */
export function isUrgent(): boolean {
  return current.getStore()?.open === true;
}

/** To be awaited by what can wait, before it takes from others what they need. */
export async function giveWay(): Promise<void> {
  if (open === 0 || isUrgent()) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  held.add(resolve);
  const timer = setTimeout(resolve, HELD_MS);
  await promise;
  clearTimeout(timer);
  held.delete(resolve);
}

/** Has whatever is not urgent give way before each transaction, and each statement outside of one. */
export function givingWay(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      const release = driver.releaseConnection.bind(driver);
      const inUse = new WeakMap<object, () => void>();
      driver.acquireConnection = async (options) => {
        await giveWay();
        const isOver = noteWait('database');
        try {
          const connection = await acquire(options);
          inUse.set(connection, isOver);
          return connection;
        } catch (error) {
          isOver();
          throw error;
        }
      };
      driver.releaseConnection = async (connection, options) => {
        inUse.get(connection)?.();
        inUse.delete(connection);
        return release(connection, options);
      };
      return driver;
    },
  };
}

function close(urgent: Urgent): void {
  if (!urgent.open) return;
  urgent.open = false;
  open -= 1;
  if (open > 0) return;
  for (const goOn of held) goOn();
}
