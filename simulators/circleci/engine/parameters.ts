import type { ParameterType } from '../model.ts';

/**
 * Checks pipeline parameters the way CircleCI does: only when the configuration is compiled, after the
 * trigger was accepted.
 * @returns the error the pipeline ends with, or null when all is well
 */
export function parameterProblem(
  declared: Readonly<Record<string, ParameterType>>,
  parameters: Readonly<Record<string, unknown>>,
): string | null {
  const unknown = Object.keys(parameters).filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0) return `Unexpected argument(s): ${unknown.join(', ')}`;
  const wrong = Object.entries(parameters).flatMap(([name, value]) => {
    const type = declared[name];
    return type === undefined || fits(type, value) ? [] : [typeError(name, type, value)];
  });
  return wrong.length > 0 ? wrong.join('\n') : null;
}

function fits(type: ParameterType, value: unknown): boolean {
  if (typeof type === 'object') return typeof value === 'string' && type.enum.includes(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function typeError(name: string, type: ParameterType, value: unknown): string {
  const expected = typeof type === 'object' ? `one of ${type.enum.join(', ')}` : type;
  return `Type error for argument ${name}: expected type: ${expected}, actual value: ${JSON.stringify(value)} (type ${typeof value})`;
}
