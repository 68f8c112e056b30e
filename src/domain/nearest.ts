/**
 * @param candidates what would have been right
 * @returns the candidates that a slip of the fingers or two away from `typed`, the nearest first; none when all
 *   are further than a third of the word, because a wild guess is worse than none
 */
export function nearest<T extends string>(typed: string, candidates: readonly T[], most = 1): T[] {
  const lower = typed.toLowerCase().slice(0, 64);
  const allowed = Math.max(1, Math.floor(lower.length / 3));
  return candidates
    .map((candidate) => ({ candidate, distance: slips(lower, candidate.toLowerCase().slice(0, 64)) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/**
 * Optimal string alignment: the fewest insertions, deletions, substitutions and swaps of neighbours
 * (each place edited once) between two texts, counted in UTF-16 units.
 */
export function slips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
