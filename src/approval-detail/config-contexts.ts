import { parse } from 'yaml';

/** Longer texts are not parsed: it is done in one go, at 1 to 2 MB a second (measured), while everybody waits. */
const LARGEST = 100_000;
const MOST_CONTEXTS = 20;

/**
 * Which contexts the jobs of a workflow use, from a pipeline's compiled configuration, in which orbs, matrices and
 * anchors are expanded. The text is the project's: whoever can push writes it.
 *
 * @returns names of contexts by name of job; null when the configuration cannot be read or lacks the workflow
 */
export function configContexts(
  compiled: string,
  workflowName: string,
): ReadonlyMap<string, readonly string[]> | null {
  const text = partOf(compiled, workflowName);
  if (text === null) return null;
  const workflow = at(at(parsed(text), 'workflows'), workflowName);
  const jobs = at(workflow, 'jobs');
  if (!Array.isArray(jobs)) return null;
  const found = new Map<string, readonly string[]>();
  for (const entry of jobs) {
    if (typeof entry === 'string') found.set(entry, []);
    for (const [key, settings] of entries(entry)) {
      const name = at(settings, 'name');
      found.set(typeof name === 'string' && name !== '' ? name : key, contextNames(at(settings, 'context')));
    }
  }
  return found;
}

/** The whole text when it is short, else its workflows, else the one workflow: as CircleCI writes it, in block style. */
function partOf(compiled: string, workflowName: string): string | null {
  if (compiled.length <= LARGEST) return compiled;
  const lines = compiled.split('\n');
  const start = lines.findIndex((line) => /^workflows:\s*$/.test(line));
  if (start === -1) return null;
  const length = lines.slice(start + 1).findIndex((line) => /^[^\s#-]/.test(line));
  const workflows = length === -1 ? lines.slice(start) : lines.slice(start, start + 1 + length);
  const section = workflows.join('\n');
  if (section.length <= LARGEST) return section;
  const indent = /^ +/.exec(workflows.find((line) => /^ +[^\s#]/.test(line)) ?? '')?.[0] ?? '';
  const isKey = (line: string) =>
    indent !== '' && line.startsWith(indent) && /[^\s#-]/.test(line[indent.length] ?? ' ');
  const from = workflows.findIndex((line) => isKey(line) && keyOf(line) === workflowName);
  if (from === -1) return null;
  const own = workflows.slice(from + 1).findIndex(isKey);
  const part = ['workflows:', ...workflows.slice(from, own === -1 ? undefined : from + 1 + own)].join('\n');
  return part.length <= LARGEST ? part : null;
}

function keyOf(line: string): string {
  return line
    .trim()
    .replace(/:\s*$/, '')
    .replace(/^(["'])(.*)\1$/, '$2');
}

/** Aliases may make a small text huge; the library refuses that, as it does what is no YAML, with an error. */
function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'silent', schema: 'core' });
  } catch {
    return null;
  }
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** One name or a list of them. */
function contextNames(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value : [value];
  const texts = names.filter((name): name is string => typeof name === 'string' && name !== '');
  return [...new Set(texts)].slice(0, MOST_CONTEXTS);
}
