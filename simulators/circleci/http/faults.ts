/** What may go wrong with the next requests, on a test's word. */
export type FaultBehaviour =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** No answer at all; the connection stays open. */
  | { readonly kind: 'hang' }
  /** The connection breaks before the request is carried out. */
  | { readonly kind: 'reset' }
  /** The request is carried out and no answer comes; the connection stays open. */
  | { readonly kind: 'hangAfter' }
  /** The request is carried out and the connection breaks before the answer. */
  | { readonly kind: 'resetAfter' }
  /** The request is carried out and the answer breaks off half-way. */
  | { readonly kind: 'truncate' }
  /** A proxy's page instead of CircleCI's answer; 502 unless told. */
  | { readonly kind: 'html'; readonly status?: number };

export interface Fault {
  readonly match?: { readonly method?: string; readonly path?: RegExp };
  /** 1 unless told; `Infinity` until `clear`. */
  readonly times?: number;
  readonly behaviour: FaultBehaviour;
}

export interface Faults {
  /** Lets matching requests fail; faults given first are used up first. */
  next(fault: Fault): void;
  clear(): void;
  /** While down, every connection is broken before anything is read. */
  down(isDown: boolean): void;
}

export interface FaultQueue extends Faults {
  isDown(): boolean;
  take(method: string, path: string): FaultBehaviour | undefined;
}

export function createFaults(): FaultQueue {
  let queue: { readonly fault: Fault; left: number }[] = [];
  let isDown = false;

  function take(method: string, path: string): FaultBehaviour | undefined {
    const entry = queue.find(({ fault }) => matches(fault, method, path));
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) queue = queue.filter((other) => other !== entry);
    return entry.fault.behaviour;
  }

  return {
    next: (fault) => queue.push({ fault, left: fault.times ?? 1 }),
    clear: () => {
      queue = [];
    },
    down: (value) => {
      isDown = value;
    },
    isDown: () => isDown,
    take,
  };
}

function matches(fault: Fault, method: string, path: string): boolean {
  const { match } = fault;
  return (match?.method === undefined || match.method === method) && (match?.path?.test(path) ?? true);
}
