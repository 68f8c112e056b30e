type Release = () => Promise<void>;

/** What has to be closed at the end, in the order in which it was opened. */
export interface Releases {
  add(release: Release): void;
  /**
   * Closes everything, last in, first out. One that fails keeps none of the others open.
   * @throws the first error, when all of them are done
   */
  all(): Promise<void>;
}

export function createReleases(): Releases {
  const releases: Release[] = [];
  return {
    add: (release) => void releases.push(release),
    async all() {
      const errors: unknown[] = [];
      for (let next = releases.pop(); next !== undefined; next = releases.pop()) {
        try {
          await next();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}
