import { type Head, headText, parseHead } from '../audit/chain.ts';
import { EXPORT_FORMATS, type ExportFormat, exportHead, exportLine } from '../audit/export.ts';
import { readLog } from '../audit/read.ts';
import { type BadEntry, verifyLog } from '../audit/verify.ts';
import { LONG_TIMEOUTS } from '../storage/connections.ts';
import { type Database, openStorage } from '../storage/database.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** @returns null when the words are none of its commands */
export async function auditCommand(words: readonly string[], terminal: Terminal): Promise<ExitCode | null> {
  const [command, option, value, ...more] = words;
  if (more.length > 0) return null;
  if (command === 'verify' && (option === undefined || option === '--head')) {
    const kept = value === undefined ? null : parseHead(value);
    if (kept === null && option !== undefined) {
      terminal.tell(
        '--head takes what an earlier verification printed: the number, a colon and 64 hex digits.\n',
      );
      return 2;
    }
    return withDatabase(terminal, (db) => verify(db, terminal, kept));
  }
  const format = EXPORT_FORMATS.find((known) => known === value);
  if (command !== 'export' || option !== '--format' || format === undefined) return null;
  return withDatabase(terminal, (db) => exportLog(db, terminal, format));
}

async function verify(db: Database, terminal: Terminal, kept: Head | null): Promise<ExitCode> {
  const result = await verifyLog(db, kept);
  if (!result.ok) {
    terminal.tell(
      `BROKEN: ${sentence(result.bad)} The ${result.entries} entries before it are as written.\n`,
    );
    return 1;
  }
  await terminal.print(`${headText(result.head)}\n`);
  terminal.tell(
    `All ${result.entries} entries are as written. Keep the line above where nobody who can write to this database can change it; with --head the next verification compares.\n`,
  );
  return 0;
}

function sentence({ seq, why }: BadEntry): string {
  switch (why) {
    case 'missing':
      return `Entry ${seq} is missing.`;
    case 'changed':
      return `Entry ${seq}, or the hash of the one before it, is not what was written.`;
    case 'outside':
      return `Entry ${seq} is outside the chain: the program did not write it.`;
    case 'not-the-kept-one':
      return `Entry ${seq} is not the one whose hash was kept: the log was written anew.`;
  }
}

async function exportLog(db: Database, terminal: Terminal, format: ExportFormat): Promise<ExitCode> {
  await terminal.print(exportHead(format));
  for await (const batch of readLog(db)) {
    await terminal.print(batch.map((entry) => exportLine(entry, format)).join(''));
  }
  return 0;
}

async function withDatabase(
  terminal: Terminal,
  work: (db: Database) => Promise<ExitCode>,
): Promise<ExitCode> {
  const storage = await openStorage(terminal.database(), { as: 'command', timeouts: LONG_TIMEOUTS });
  try {
    return await work(storage.db);
  } finally {
    await storage.close();
  }
}
