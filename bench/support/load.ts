import { type Dialect, delivery } from './deliveries.ts';
import { type Figures, figuresOf } from './figures.ts';
import { openConnection } from './http-connection.ts';

/** What the load generator is asked for, over its IPC channel; it answers with `Figures`. */
export interface Load {
  readonly port: number;
  readonly dialect: Dialect;
  readonly connections: number;
  readonly seconds: number;
}

/** A process of its own, so that client and server do not share a core. */
process.on('message', async (load: Load) => {
  const figures = await run(load);
  process.send?.(figures);
});

async function run({ port, dialect, connections, seconds }: Load): Promise<Figures> {
  const latencies: number[] = [];
  let refused = 0;
  const began = performance.now();
  const end = began + seconds * 1000;
  const client = async () => {
    const connection = await openConnection(port);
    while (performance.now() < end) {
      const request = delivery(dialect);
      const sent = performance.now();
      const status = await connection.exchange(request);
      latencies.push(performance.now() - sent);
      if (status !== 200) refused++;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, client));
  return figuresOf(latencies, (performance.now() - began) / 1000, refused);
}
