import { setTimeout as pause } from 'node:timers/promises';
import { figuresOf } from './figures.ts';
import { type Connection, openConnection } from './http-connection.ts';
import { slashCommand } from './slash-command.ts';

/** What the generator of commands is asked for, over its IPC channel; it answers with `Figures`. */
export interface CommandLoad {
  readonly port: number;
  readonly sinkUrl: string;
  readonly seconds: number;
  /**
   * `paced`: at random moments, as independent people type, so many a second on average.
   * `bursts`: one on every connection at the same moment, again and again, with a pause in between.
   */
  readonly shape: 'paced' | 'bursts';
  readonly perSecond: number;
  readonly connections: number;
}

const shapes = { paced, bursts };

process.on('message', async (load: CommandLoad) => {
  const latencies: number[] = [];
  let refused = 0;
  const began = performance.now();
  const all = await Promise.all(Array.from({ length: load.connections }, () => openConnection(load.port)));
  await shapes[load.shape](load, all, async (connection) => {
    const request = slashCommand(load.sinkUrl, latencies.length);
    const sent = performance.now();
    const status = await connection.exchange(request);
    latencies.push(performance.now() - sent);
    if (status !== 200) refused += 1;
  });
  for (const connection of all) connection.close();
  process.send?.(figuresOf(latencies, (performance.now() - began) / 1000, refused));
});

type Exchange = (connection: Connection) => Promise<void>;

async function paced(
  { seconds, perSecond }: CommandLoad,
  all: Connection[],
  exchange: Exchange,
): Promise<void> {
  const free = [...all];
  const under: Promise<void>[] = [];
  const began = performance.now();
  for (let at = began; ; ) {
    // The pauses between independent events are distributed exponentially.
    at += (-Math.log(1 - Math.random()) / perSecond) * 1000;
    if (at - began > seconds * 1000) break;
    await pause(Math.max(0, at - performance.now()));
    const connection = free.pop();
    if (connection === undefined) throw new Error('more commands are under way than there are connections');
    under.push(exchange(connection).then(() => void free.push(connection)));
  }
  await Promise.all(under);
}

async function bursts(
  { seconds, perSecond }: CommandLoad,
  all: Connection[],
  exchange: Exchange,
): Promise<void> {
  const began = performance.now();
  for (let at = began; at - began < seconds * 1000; at += (all.length / perSecond) * 1000) {
    await pause(Math.max(0, at - performance.now()));
    await Promise.all(all.map(exchange));
  }
}
