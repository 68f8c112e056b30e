import { hex, slackId } from './ids.ts';

/** A file on its way: asked for, its bytes sent, shared. Mutable: it is the simulator's memory. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  /** Bytes, as the app announced them. */
  readonly length: number;
  readonly ticket: string;
  bytes: Buffer | null;
  /** Channels it was shared in; empty until it was. */
  sharedIn: readonly string[];
}

export interface Files {
  /** Makes room for a file and a ticket with which its bytes may be sent once. */
  announce(name: string, length: number): StoredFile;
  find(id: string): StoredFile | undefined;
  findByTicket(ticket: string): StoredFile | undefined;
}

/** The oldest go, so that a playground left running does not grow for ever. */
const KEPT = 200;

/** The workspace's files, in memory. */
export function createFiles(): Files {
  const files = new Map<string, StoredFile>();
  return {
    announce(name, length) {
      const file = { id: slackId('F'), name, length, ticket: hex(16), bytes: null, sharedIn: [] };
      files.set(file.id, file);
      const [oldest] = files.keys();
      if (files.size > KEPT && oldest !== undefined) files.delete(oldest);
      return file;
    },
    find: (id) => files.get(id),
    findByTicket: (ticket) => [...files.values()].find((file) => file.ticket === ticket),
  };
}
