import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Setting, settings } from '../src/config.ts';

/** Writes `.env.example` and `docs/configuration.md` from the one description in `src/config.ts`. */

/** What each generated file holds, by its path from the repository's root. */
export function generatedConfigDocs(): Readonly<Record<string, string>> {
  const rows = Object.entries<Setting>(settings);
  return { '.env.example': envExample(rows), 'docs/configuration.md': page(rows) };
}

type Row = readonly [name: string, setting: Setting];

function envExample(rows: readonly Row[]): string {
  const blocks = rows.map(([name, setting]) => {
    const comment = wrap(setting.about, 98).map((line) => `# ${line}`);
    return [...comment, assignment(name, setting)].join('\n');
  });
  const head = [
    '# Copy to .env and fill in. Generated from src/config.ts by `npm run generate`: change it there.',
    '# Lines that begin with # are off; what they show is the default or an example.',
  ];
  return `${head.join('\n')}\n\n${blocks.join('\n\n')}\n`;
}

/** A required variable is left empty, which counts as missing: a copied file cannot start with an example as a secret. */
function assignment(name: string, setting: Setting): string {
  if (setting.required !== undefined) return `${name}=`;
  return `# ${name}=${defaultOf(setting) ?? setting.example ?? ''}`;
}

function page(rows: readonly Row[]): string {
  const required = rows.filter(([, setting]) => setting.required !== undefined);
  const others = rows.filter(([, setting]) => setting.required === undefined);
  return `# Configuration

Generated from \`src/config.ts\` by \`npm run generate\`: change it there.

Everything is an environment variable, read once at start. A \`.env\` file in the working directory is read too;
what the environment already holds wins over it. A variable that is empty counts as not set. All problems are
reported in one message, and no value is ever printed.

## Required

${table(required)}

## Optional

${table(others)}

## Secrets

${rows
  .filter(([, setting]) => setting.secret === true)
  .map(([name]) => `- \`${name}\``)
  .join('\n')}

Give them to the process through its environment or a \`.env\` file that only its user can read. None of them is
written to a log, an error or a page. \`DATABASE_URL\` counts as one because it holds a password.
`;
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(([name, setting]) => `| \`${name}\` | ${setting.about} | ${value(setting)} |`);
  return ['| name | what it is | default |', '|---|---|---|', ...lines].join('\n');
}

function value(setting: Setting): string {
  const standard = defaultOf(setting);
  if (standard !== null) return `\`${standard}\``;
  if (setting.example !== undefined) return `none; for example \`${setting.example}\``;
  return 'none';
}

function defaultOf(setting: Setting): string | null {
  const result = setting.schema.safeParse(undefined);
  return result.success && result.data !== undefined ? String(result.data) : null;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  for (const [path, text] of Object.entries(generatedConfigDocs())) writeFileSync(join(root, path), text);
}
