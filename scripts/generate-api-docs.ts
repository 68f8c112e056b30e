import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, isIdempotent } from '../src/api/endpoint.ts';
import { allRows, type NamedRow } from '../src/api/registry.ts';
import { answerFields, type Field, requestFields } from './api-docs/fields.ts';

/** Writes `docs/api.md` from the rows in `src/api/resources`. */

/** What the generated file holds, by its path from the repository's root. */
export function generatedApiDocs(): Readonly<Record<string, string>> {
  return { 'docs/api.md': page(allRows()) };
}

function page(rows: readonly NamedRow[]): string {
  const resources = [...new Set(rows.map(({ resource }) => resource))];
  const sections = resources.map((resource) => {
    const ofResource = rows.filter((row) => row.resource === resource);
    return `## ${resource}\n\n${ofResource.map(section).join('\n\n')}`;
  });
  return `# The CircleCI client

Generated from \`src/api/resources\` by \`npm run generate\`: change it there.

${rows.length} endpoints. Each is a method of what \`createCircleCI\` returns, and takes what it needs by place:

\`\`\`ts
const circleci = createCircleCI({ token, url: 'https://circleci.com' });
await circleci.workflows.approve({ path: { id, approval_request_id } });
await circleci.pipelines.listForProject({ path: { 'project-slug': slug }, query: { branch } }, { priority: 'background' });
for await (const pipeline of circleci.paginate(circleci.pipelines.listForProject, { path: { 'project-slug': slug } }, { limit: 100 })) …
\`\`\`

Every call takes \`{ signal, priority, timeoutMs }\` after its input. What was asked once may have happened although
no answer came: an error says so in \`outcomeUnknown\`. Only what is marked "retried" is ever sent a second time,
but for a 429, which says that nothing was done.
\`jobs.stepOutput\` reads what the steps of a job printed, by API v3 or v1.1, whichever the host offers.

${sections.join('\n\n')}
`;
}

function section({ id, row }: NamedRow): string {
  const facts = [
    row.api === 'v2' ? null : `API ${row.api}`,
    row.host === 'runner' ? 'runner host' : null,
    row.cloudOnly ? 'Cloud only' : null,
    isIdempotent(row.method) ? 'retried' : 'never retried',
  ].filter((fact) => fact !== null);
  const lines = [`### ${id}`, '', `\`${row.method} ${row.path}\` · ${facts.join(' · ')}`];
  const parameters = parameterLines(row);
  if (parameters.length > 0) {
    lines.push('', '| parameter | place | type | required |', '|---|---|---|---|', ...parameters);
  }
  lines.push('', `CircleCI answers ${answerFields(row.response)}.`);
  return lines.join('\n');
}

function parameterLines(row: Endpoint): string[] {
  const inPath = [...row.path.matchAll(/\{([^}]+)\}/g)].map(
    (match): Field => ({ name: match[1] ?? '', type: 'string', required: true }),
  );
  return [
    ...inPath.map((field) => line(field, 'path')),
    ...(row.query === undefined ? [] : requestFields(row.query)).map((field) => line(field, 'query')),
    ...(row.body === undefined ? [] : requestFields(row.body)).map((field) => line(field, 'body')),
  ];
}

function line({ name, type, required }: Field, place: string): string {
  return `| \`${name}\` | ${place} | ${type} | ${required ? 'yes' : 'no'} |`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  for (const [path, text] of Object.entries(generatedApiDocs())) writeFileSync(join(root, path), text);
}
