import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { describeWithDatabase } from '../support/database.ts';
import { startSilentProxy } from '../support/silent-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import { createEmptyDatabase } from './support/empty-database.ts';
import { type RunningProgram, startProgram } from './support/run-program.ts';

/** As in `storage/presence.ts`: who starts waits for who holds it. */
const PRESENCE_LOCK = 7_220_411;
/** Has the program meet an error that nothing handles, when it is sent this signal. */
const bugOn = (bug: string) =>
  `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${bug} })`)}`;

describeWithDatabase('the process', (databases) => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const start = (settings: Readonly<Record<string, string | undefined>>): RunningProgram => {
    const program = startProgram(settings);
    cleanups.push(async () => program.child.kill('SIGKILL'));
    return program;
  };
  const ready = async (program: RunningProgram) => {
    await waitFor(() => {
      if (program.child.exitCode !== null) throw new Error(`it ended: ${program.output.err}`);
      return program.output.out.includes('"ready"');
    }, 60_000);
    return program;
  };
  const startReady = async (settings: Readonly<Record<string, string | undefined>> = {}) =>
    ready(start({ DATABASE_URL: (await databases.database()).url, ...settings }));
  const open = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    cleanups.push(() => client.end());
    return client;
  };

  it.each(['SIGTERM', 'SIGINT'] as const)('stops cleanly on %s, also when it comes again', async (signal) => {
    const program = await startReady();
    program.child.kill(signal);
    program.child.kill(signal);
    expect(await program.ended).toBe(0);
    expect(program.output.err).toBe('');
  });

  it('stops cleanly while it starts', async () => {
    const { url = '' } = await databases.database();
    const other = await open(url);
    await other.query('select pg_advisory_lock($1)', [PRESENCE_LOCK]);
    const program = start({ DATABASE_URL: url });
    await waitFor(async () => {
      const { rows } = await other.query(
        `select 1 from pg_locks where locktype = 'advisory' and not granted and objid = ${PRESENCE_LOCK}`,
      );
      return rows.length === 1;
    }, 60_000);
    const began = performance.now();
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(program.output.err).toBe('');
    expect(program.output.out).not.toContain('"ready"');
  });

  it('stops within its time, and cleanly, while the database is silent', async () => {
    const { url = '' } = await databases.database();
    const proxy = await startSilentProxy(url);
    cleanups.push(() => proxy.stop());
    const program = await startReady({ DATABASE_URL: proxy.url(url) });
    proxy.silence();
    const began = performance.now();
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it.each([
    ['a rejection', `Promise.reject(new Error('a bug with xoxb-1234-secret'))`],
    ['an exception', `setImmediate(() => { throw new Error('a bug with xoxb-1234-secret') })`],
    ['something else than an error', `Promise.reject('a bug with xoxb-1234-secret')`],
  ])('logs %s that nothing handles, stops cleanly and ends with 1', async (_, bug) => {
    const program = await startReady({ NODE_OPTIONS: bugOn(bug) });
    program.child.kill('SIGUSR2');
    expect(await program.ended).toBe(1);
    const fatal = program.output.out.split('\n').filter((line) => line.includes('"fatal"'));
    expect(fatal).toHaveLength(1);
    expect(fatal[0]).toContain('a bug with [redacted]');
    expect(program.output.err).toBe('');
  });

  it('starts on an empty database while another replica does, and while one stops', async () => {
    const database = await createEmptyDatabase();
    cleanups.push(() => database.drop());
    const settings = { DATABASE_URL: database.url };
    const [first, second] = await Promise.all([ready(start(settings)), ready(start(settings))]);
    first.child.kill('SIGTERM');
    const third = await ready(start(settings));
    expect(await first.ended).toBe(0);
    for (const program of [second, third]) {
      program.child.kill('SIGTERM');
      expect(await program.ended).toBe(0);
    }
  });
});
