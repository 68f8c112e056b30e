/** Path parameters that are several segments: their slashes stay, because proxies and Server refuse `%2F`. */
const SLUGS = new Set(['project-slug', 'org-slug', 'org-slug-or-id']);

/** A path parameter is missing, empty, or would lead to another endpoint. `parameter` names it. */
export class PathError extends Error {
  override readonly name = 'PathError';
  readonly parameter: string;

  constructor(parameter: string, problem: string) {
    super(`path parameter ${parameter} ${problem}`);
    this.parameter = parameter;
  }
}

/**
 * @param template `/project/{project-slug}/pipeline`
 * @param values one per `{name}`
 * @returns the path with every value escaped, slugs segment by segment
 * @throws PathError for a value that is missing or empty, or a segment that is `.` or `..`
 */
export function fillPath(template: string, values: Readonly<Record<string, unknown>> | undefined): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => fillParameter(name, values?.[name]));
}

function fillParameter(name: string, value: unknown): string {
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) throw new PathError(name, 'is missing');
  const text = String(value);
  const segments = SLUGS.has(name) ? text.split('/') : [text];
  return segments.map((segment) => escapeSegment(name, segment)).join('/');
}

function escapeSegment(name: string, segment: string): string {
  if (segment === '') throw new PathError(name, 'has an empty part');
  // Even escaped, `..` would be resolved on the way and reach another endpoint.
  if (segment === '.' || segment === '..') throw new PathError(name, `may not have the part "${segment}"`);
  try {
    return encodeURIComponent(segment);
  } catch {
    throw new PathError(name, 'is not valid text');
  }
}
