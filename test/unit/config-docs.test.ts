import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { generatedConfigDocs } from '../../scripts/generate-config-docs.ts';
import { readConfig, type Setting, settings } from '../../src/config.ts';
import { complete, problemsOf } from '../support/config.ts';

const root = join(import.meta.dirname, '../..');
const documents = generatedConfigDocs();

describe('the generated files', () => {
  it.each(Object.entries(documents))('%s is fresh; if not: npm run generate', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  it.each(Object.entries(documents))('%s names every variable', (_path, text) => {
    for (const name of Object.keys(settings)) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

describe('.env.example', () => {
  const text = documents['.env.example'] ?? '';

  it('copied unchanged does not start the bot: exactly the required variables are missing', () => {
    expect(problemsOf(parseEnv(text))).toEqual(problemsOf({}));
  });

  it('shows every default as it is: with those lines on, the bot does what it does anyway', () => {
    const on = parseEnv(text.replaceAll(/^# ([A-Z_]+=.*)$/gm, '$1'));
    const defaults = Object.entries<Setting>(settings).filter(([, setting]) => setting.example === undefined);
    const env = Object.fromEntries(defaults.map(([name]) => [name, on[name]]));
    expect(env).toMatchObject({ PORT: '3000', LOG_LEVEL: 'info' });
    expect(readConfig({ ...env, ...complete })).toEqual(readConfig(complete));
  });
});
