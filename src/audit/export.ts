import { csvRow } from './csv.ts';
import type { StoredEntry } from './read.ts';
import { shown } from './search.ts';

export const EXPORT_FORMATS = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = [
  'seq',
  'at',
  'event',
  'action',
  'who',
  'as',
  'channel',
  'project',
  'branch',
  'tag',
  'pipeline',
  'workflow',
  'job',
  'rule',
  'reason',
  'why',
  'status',
  'request_id',
  'entry',
  'hash',
];

/** @returns what stands before the entries */
export function exportHead(format: ExportFormat): string {
  return format === 'csv' ? csvRow(COLUMNS) : '';
}

/**
 * @returns one line, with its end. As JSON the entry stands in it byte for byte as it was hashed, so that the chain
 *   can be computed anew from the export alone.
 */
export function exportLine(entry: StoredEntry, format: ExportFormat): string {
  const { seq, body, hash } = entry;
  if (format === 'jsonl') return `{"entry":${body},"hash":${JSON.stringify(hash)},"seq":${seq}}\n`;
  const { at, event, action, who, as, where, rule, reason, why, answer } = shown(entry);
  const { channel, project, branch, tag, pipeline, workflow, job } = where;
  const place = [channel, project, branch, tag, pipeline, workflow, job];
  const status = answer?.status?.toString() ?? null;
  const decided = [rule, reason, why, status, answer?.requestId ?? null];
  return csvRow([String(seq), at, event, action, who, as, ...place, ...decided, body, hash]);
}
