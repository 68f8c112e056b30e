/** What was started and has to be ended, last in first out. */
export interface Releases {
  add(name: string, release: () => Promise<void>): void;
  /** Ends everything, also when one end fails. @throws AggregateError of what failed, at the end */
  run(): Promise<void>;
}

export function createReleases(): Releases {
  const stack: { name: string; release: () => Promise<void> }[] = [];
  return {
    add: (name, release) => void stack.push({ name, release }),
    async run() {
      const problems: Error[] = [];
      for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        const { name, release } = next;
        await release().catch((cause: unknown) => problems.push(new Error(`${name} did not end`, { cause })));
      }
      if (problems.length > 0) throw new AggregateError(problems, problems.map(String).join('; '));
    },
  };
}
