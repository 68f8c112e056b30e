import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { ParameterValues } from '../domain/parameter.ts';
import type { RefChoice } from '../domain/ref.ts';
import { requestRun } from '../runs/run.ts';
import type { Preset } from './presets.ts';

/** Runs what was saved, with what was given along in its place. It is checked like anything else that is run. */
export function runPreset(
  ctx: Context,
  actor: Actor,
  preset: Preset,
  instead: {
    readonly ref?: RefChoice | null;
    readonly parameters?: ParameterValues;
    readonly reason?: string;
  } = {},
): Promise<ActionOutcome> {
  const definition = preset.definition === null ? {} : { definition: preset.definition };
  return requestRun(ctx, actor, {
    projectSlug: preset.projectSlug,
    ref: instead.ref ?? preset.ref,
    parameters: { ...preset.parameters, ...instead.parameters },
    ...definition,
    ...(instead.reason === undefined ? {} : { reason: instead.reason }),
  });
}
