import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineSnapshot, WorkflowSnapshot } from '../../src/domain/pipeline.ts';
import { isFinished } from '../../src/domain/status.ts';
import { after, pipeline, uuid, workflow } from './snapshots.ts';

/** A row of the table in docs/internals/dynamic-configuration.md, which is the data of the tests. */
export interface DynamicRow {
  readonly workflows: string;
  readonly snapshot: PipelineSnapshot;
  readonly state: string;
  readonly status: string;
  readonly outcomes: readonly string[];
  /** Seconds, null for never. */
  readonly readAgain: number | null;
}

const PAGE = join(import.meta.dirname, '../../docs/internals/dynamic-configuration.md');

/** @returns the rows of the table, with the pipeline that each is about */
export function dynamicRows(): readonly DynamicRow[] {
  const lines = readFileSync(PAGE, 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith('|---'));
  return lines
    .slice(start + 1)
    .filter((line) => line.startsWith('|'))
    .map(rowOf);
}

function rowOf(line: string): DynamicRow {
  const cells = line.split('|').slice(1, -1);
  const [workflows = '', errors, waitOver, state = '', status = '', outcomes = '', again = ''] = cells.map(
    (cell) => cell.trim(),
  );
  const problems = errors === 'yes' ? [{ type: 'config', message: 'There is no job named release' }] : [];
  const nothing = '–';
  return {
    workflows: `${workflows}, errors: ${errors}, wait over: ${waitOver}`,
    snapshot: pipeline({
      problems,
      waitOver: waitOver === 'yes',
      workflows: workflows === nothing ? [] : workflowsOf(workflows),
    }),
    state: plain(state),
    status: plain(status),
    outcomes: outcomes === nothing ? [] : outcomes.split(', ').toSorted(),
    readAgain: again === nothing ? null : Number.parseInt(again, 10),
  };
}

function workflowsOf(cell: string): WorkflowSnapshot[] {
  const attempts = new Map<string, number>();
  return cell.split(', ').map((text, index) => {
    const [, name = '', mark, status = ''] = /^`([a-z]+)([*?]?)` (\w+)$/.exec(text) ?? [];
    const key = name + mark;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    return workflow({
      ...{ id: uuid(10 + index), name, status, attempt, createdAt: after(5 + index) },
      stoppedAt: isFinished(status) ? after(60 + index) : null,
      isSetup: mark === '*',
      unread: mark === '?',
    });
  });
}

function plain(cell: string): string {
  return cell.replaceAll('`', '');
}
