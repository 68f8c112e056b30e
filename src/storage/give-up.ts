/** Thrown by a job that is not to be tried again by itself: it becomes a dead letter at once, with its cause. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';

  constructor(cause: unknown) {
    super('given up after its last try', { cause });
  }
}
