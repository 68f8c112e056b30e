import { settledWithin } from '../domain/settled-within.ts';
import type { Database } from '../storage/database.ts';
import type { Queue } from '../storage/queue.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Delivery, storeDeliveries } from './store.ts';

export type { Delivery } from './store.ts';

export type Stored = 'stored' | 'duplicate';

/** A delivery that could not be stored now. CircleCI is told to send it again. */
export class InboxError extends Error {
  override readonly name = 'InboxError';
  readonly code: 'full' | 'closed' | 'storage' | 'unstorable';

  constructor(code: InboxError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export interface Inbox {
  /**
   * Resolves once the delivery is committed, or was before.
   * @throws InboxError when it is not: nothing may be acknowledged
   */
  store(delivery: Delivery): Promise<Stored>;
  /** Takes no more; resolves when those that wait have been stored or refused, which the rest is after `timeoutMs`. */
  close(timeoutMs: number): Promise<void>;
}

/** Bounds of what waits and of one insert; `bytes` are of payload text. */
const MAX_WAITING = 2_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const MAX_BATCH = 128;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
/** CircleCI waits 10 s for an answer. Source: CircleCI docs, outbound webhooks. */
const MAX_WAIT_MS = 8_000;

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: InboxError) => void;
}

interface Tools {
  readonly db: Database;
  readonly queue: Pick<Queue, 'add'>;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'deliveriesStored' | 'deliveriesWaiting'>;
}

/**
 * Stores deliveries in groups: those that arrive while an insert is under way share the next one, so that a flood costs
 * few transactions and a lone delivery does not wait.
 */
export function createInbox({ db, queue, log, metrics }: Tools): Inbox {
  const waiting: Waiting[] = [];
  let waitingBytes = 0;
  let closed = false;
  let storing: Promise<void> | null = null;

  const storeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = takeBatch();
      metrics.deliveriesWaiting(waiting.length);
      await storeBatch(batch);
    }
    storing = null;
  };

  const takeBatch = (): Waiting[] => {
    let count = 0;
    let bytes = 0;
    for (const { delivery } of waiting) {
      if (count === MAX_BATCH || (count > 0 && bytes + delivery.text.length > MAX_BATCH_BYTES)) break;
      count++;
      bytes += delivery.text.length;
    }
    waitingBytes -= bytes;
    return waiting.splice(0, count);
  };

  const storeBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const fresh = await storeDeliveries(
        db,
        queue,
        batch.map(({ delivery }) => delivery),
      );
      metrics.deliveriesStored(batch.length);
      batch.forEach(({ resolve }, index) => {
        resolve(fresh[index] === true ? 'stored' : 'duplicate');
      });
    } catch (error) {
      await refuse(batch, error);
    }
  };

  /** One delivery the database cannot hold must not keep out the others of its group. */
  const refuse = async (batch: readonly Waiting[], error: unknown): Promise<void> => {
    const blame = isAboutData(error);
    if (blame && batch.length > 1) {
      for (const one of batch) await storeBatch([one]);
      return;
    }
    log.error({ err: error, deliveries: batch.length }, 'deliveries could not be stored');
    const refusal = blame
      ? new InboxError('unstorable', 'the database cannot hold this payload', error)
      : new InboxError('storage', 'the database did not take the delivery', error);
    for (const { reject } of batch) reject(refusal);
  };

  return {
    store(delivery) {
      if (closed) return Promise.reject(stopping());
      if (waiting.length >= MAX_WAITING || waitingBytes + delivery.text.length > MAX_WAITING_BYTES) {
        return Promise.reject(new InboxError('full', 'too many deliveries wait to be stored'));
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new InboxError('storage', 'the database took too long')),
          MAX_WAIT_MS,
        );
        const settled =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer);
            then(value);
          };
        waiting.push({ delivery, resolve: settled(resolve), reject: settled(reject) });
        waitingBytes += delivery.text.length;
        storing ??= storeAll();
      });
    },

    async close(timeoutMs) {
      closed = true;
      if (storing !== null) await settledWithin(storing, timeoutMs);
      for (const { reject } of waiting.splice(0)) reject(stopping());
    },
  };
}

function stopping(): InboxError {
  return new InboxError('closed', 'the program is stopping');
}

/** SQLSTATE classes 22 (data exception) and 54 (program limit exceeded). Source: PostgreSQL docs, appendix A. */
function isAboutData(error: unknown): boolean {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^(?:22|54)/.test(code);
}
