interface Task {
  /** On the scheduler's clock, which runs ahead of the wall clock by what was skipped. */
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Everything the simulator does later goes through here, so that it can be scaled, waited for,
 * brought forward and stopped as one.
 */
export interface Scheduler {
  /** Runs `run` after `ms` simulated milliseconds. Returns a function that takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Counts `work` as scheduled until it settles. */
  track(work: Promise<unknown>): void;
  /** Resolves when nothing is scheduled and nothing tracked is under way. */
  idle(): Promise<void>;
  /** Brings the earliest scheduled thing forward to now and waits for what it started. False when there is none. */
  step(): Promise<boolean>;
  /** Steps until nothing is left. */
  settle(): Promise<void>;
  /** Drops everything scheduled; `after` does nothing from now on. */
  stop(): void;
}

/**
 * @param timeScale how many real milliseconds a simulated one takes: 1 as written, 0.01 for tests
 * @param paused true when nothing is to happen by itself, only by `step` and `settle`
 */
export function createScheduler(timeScale: number, paused = false): Scheduler {
  const tasks = new Set<Task>();
  const underWay = new Set<Promise<unknown>>();
  let waiting: (() => void)[] = [];
  let order = 0;
  let skipped = 0;
  let stopped = false;

  const now = () => Date.now() + skipped;

  function after(ms: number, run: () => void): () => void {
    if (stopped) return () => undefined;
    const task: Task = { due: now() + ms * timeScale, order: order++, run, timer: undefined };
    tasks.add(task);
    arm(task);
    return () => remove(task);
  }

  function arm(task: Task): void {
    clearTimeout(task.timer);
    if (!paused) task.timer = setTimeout(() => perform(task), Math.max(0, task.due - now()));
  }

  function perform(task: Task): void {
    if (!tasks.has(task)) return;
    clearTimeout(task.timer);
    tasks.delete(task);
    task.run();
    wakeIfIdle();
  }

  function remove(task: Task): void {
    clearTimeout(task.timer);
    tasks.delete(task);
    wakeIfIdle();
  }

  function track(work: Promise<unknown>): void {
    underWay.add(work);
    const done = () => {
      underWay.delete(work);
      wakeIfIdle();
    };
    work.then(done, done);
  }

  /** Looks only after the running step is over: what it took back it may be about to schedule anew. */
  function wakeIfIdle(): void {
    setImmediate(() => {
      if (tasks.size > 0 || underWay.size > 0) return;
      const wake = waiting;
      waiting = [];
      for (const resolve of wake) resolve();
    });
  }

  function idle(): Promise<void> {
    if (tasks.size === 0 && underWay.size === 0) return Promise.resolve();
    return new Promise((resolve) => waiting.push(resolve));
  }

  async function step(): Promise<boolean> {
    await Promise.allSettled(underWay);
    const next = earliest(tasks);
    if (next === undefined) return false;
    const ahead = next.due - now();
    if (ahead > 0) {
      skipped += ahead;
      for (const task of tasks) if (task !== next) arm(task);
    }
    perform(next);
    await Promise.allSettled(underWay);
    return true;
  }

  async function settle(): Promise<void> {
    while ((await step()) || underWay.size > 0);
  }

  function stop(): void {
    stopped = true;
    for (const task of tasks) clearTimeout(task.timer);
    tasks.clear();
    wakeIfIdle();
  }

  return { after, track, idle, step, settle, stop };
}

function earliest(tasks: ReadonlySet<Task>): Task | undefined {
  let found: Task | undefined;
  for (const task of tasks) {
    if (found === undefined || task.due < found.due || (task.due === found.due && task.order < found.order)) {
      found = task;
    }
  }
  return found;
}
