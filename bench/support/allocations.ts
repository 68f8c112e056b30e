import { Session } from 'node:inspector/promises';

interface Node {
  readonly selfSize: number;
  readonly children: readonly Node[];
}

/** V8 notes about one allocation in so many bytes and scales them up. */
const SAMPLING_BYTES = 4_096;

/**
 * @param work what to measure
 * @returns about how many bytes it allocated on the JavaScript heap, those already collected included
 */
export async function allocatedBytes(work: () => Promise<void>): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.startSampling', {
      samplingInterval: SAMPLING_BYTES,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    await work();
    const { profile } = await session.post('HeapProfiler.stopSampling');
    return total(profile.head);
  } finally {
    session.disconnect();
  }
}

function total(node: Node): number {
  return node.children.reduce((sum, child) => sum + total(child), node.selfSize);
}
