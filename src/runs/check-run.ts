import type { Context } from '../context.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { ParameterValues } from '../domain/parameter.ts';
import { chooseDefinition } from '../launch/definitions.ts';
import { fitParameters } from '../launch/fit.ts';
import { readDeclared } from '../launch/read-declared.ts';
import type { RunRequest } from './run.ts';

/** A run that can be started as far as can be seen before. */
export interface CheckedRun {
  readonly parameters: ParameterValues;
  readonly definitionId: string | null;
  /** Whether the project has other definitions, too. */
  readonly amongOthers: boolean;
}

/**
 * Holds what a run is given against the project's pipeline definitions and against what the configuration declares.
 *
 * @returns the values in their declared types; or why nothing can be started with them
 */
export async function checkRun(
  ctx: Pick<Context, 'circleci' | 'db' | 'log' | 'now' | 'queue'>,
  { projectSlug, ref, parameters: given, definition }: RunRequest,
): Promise<CheckedRun | Extract<ActionOutcome, { kind: 'unfit' | 'definition' }>> {
  const chosen = await chooseDefinition(ctx, projectSlug, definition ?? null);
  if (!chosen.ok) return { kind: 'definition', names: chosen.names };
  const { definitionId, amongOthers } = chosen;
  const declared = await readDeclared(ctx, projectSlug, ref, amongOthers ? definitionId : null);
  const { parameters, problems } = fitParameters(declared, given);
  if (declared !== null && problems.length > 0) {
    return { kind: 'unfit', problems, pipelineNumber: declared.pipelineNumber };
  }
  return { parameters, definitionId, amongOthers };
}
