import { connect, createServer, type Socket } from 'node:net';

/** What stands between a program and its database, such as a firewall. */
export interface SilentProxy {
  /** The address of the same database through this proxy. */
  url(databaseUrl: string): string;
  /** From now on nothing passes, on old connections and new ones, and none is closed. */
  silence(): void;
  /** New connections work again. Those from before stay silent for ever, as when a firewall has forgotten them. */
  heal(): void;
  stop(): Promise<void>;
}

/** @param databaseUrl names the server to which connections are passed on */
export async function startSilentProxy(databaseUrl: string): Promise<SilentProxy> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let silent = false;

  const keep = (socket: Socket): Socket => {
    open.add(socket);
    // What breaks here broke at one of the ends, which see it for themselves.
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (bytes) => to.write(bytes));
    from.once('end', () => to.end());
  };
  const forget = (socket: Socket): void => {
    socket.removeAllListeners('data').removeAllListeners('end');
    socket.resume();
  };

  const server = createServer({ allowHalfOpen: true }, (near) => {
    keep(near);
    if (silent) return forget(near);
    const far = keep(connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true }));
    pass(near, far);
    pass(far, near);
    far.once('close', () => {
      if (!silent) near.destroy();
    });
    near.once('close', () => {
      if (!silent) far.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

  return {
    url(url) {
      const through = new URL(url);
      through.hostname = '127.0.0.1';
      through.port = String(address.port);
      return through.href;
    },
    silence() {
      silent = true;
      for (const socket of open) forget(socket);
    },
    heal() {
      silent = false;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
