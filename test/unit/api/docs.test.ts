import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedApiDocs } from '../../../scripts/generate-api-docs.ts';
import { allRows } from '../../../src/api/registry.ts';

const root = join(import.meta.dirname, '../../..');
const text = generatedApiDocs()['docs/api.md'] ?? '';

describe('docs/api.md', () => {
  it('is fresh; if not: npm run generate', () => {
    expect(readFileSync(join(root, 'docs/api.md'), 'utf8')).toBe(text);
  });

  it('has every endpoint, with every parameter of its path', () => {
    const sections = new Map(text.split(/^### /m).map((section) => [section.split('\n')[0], section]));
    for (const { id, row } of allRows()) {
      const section = sections.get(id) ?? '';
      expect(section).toContain(`\`${row.method} ${row.path}\``);
      for (const [, name] of row.path.matchAll(/\{([^}]+)\}/g))
        expect(section).toContain(`| \`${name}\` | path |`);
    }
  });

  it('shows nested fields, choices and what is required', () => {
    expect(text).toContain('| `event_source.repo.external_id` | body | string | no |');
    expect(text).toContain('| `scope-type` | query | `project` | yes |');
    expect(text).toContain('| `owner.slug` | body | string | no |');
    expect(text).toContain('| `jobs` | body | list of UUID | no |');
  });
});
