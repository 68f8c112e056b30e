import { connect } from 'node:net';

export interface Connection {
  /** Sends one whole request and resolves with the answer's status, after its last byte. */
  exchange(request: Buffer): Promise<number>;
  close(): void;
}

/**
 * One keep-alive HTTP/1.1 connection, one request at a time, with the least work in between: the load generator
 * must not be what is measured. Knows answers with a length and chunked ones.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let pending: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
    if (!isWhole(received)) return;
    const status = Number(received.slice(9, 12));
    received = '';
    const done = pending;
    pending = null;
    done?.resolve(status);
  });
  const fail = () => pending?.reject(new Error('the server closed the connection'));
  socket.on('error', fail).on('close', fail);
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject };
        socket.write(request);
      }),
    close: () => {
      pending = null;
      socket.destroy();
    },
  };
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, end))?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return answer.endsWith('\r\n0\r\n\r\n');
}
