import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './support/tree.ts';

/** The image cannot be built where the tests run; this is what can be known of it without that. */
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const dockerfile = read('Dockerfile');

it('copies only what is there and what .dockerignore lets in', () => {
  const allowed = new Set(read('.dockerignore').match(/(?<=^!).+/gm));
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
    (match) => match[1]?.split(' ') ?? [],
  );
  expect(copied.length).toBeGreaterThan(0);
  expect(copied.filter((path) => !allowed.has(path) || !existsSync(join(root, path)))).toEqual([]);
  expect([...allowed].filter((path) => !copied.includes(path))).toEqual([]);
});

it('runs on the Node.js that the tests run on, and not as root', () => {
  const { devDependencies } = JSON.parse(read('package.json'));
  const major = String(devDependencies.node).split('.')[0];
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
  expect(new Set(images)).toEqual(new Set([`node:${major}-bookworm-slim`]));
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^USER node$/m);
});

it('is given time to stop, and its health is asked where it answers', () => {
  expect(read('compose.yaml')).toMatch(/stop_grace_period: 1[2-9]s|stop_grace_period: [2-9]\ds/);
  expect(dockerfile).toContain('/healthz');
  expect(read('src/http/health.ts')).toContain("path: '/healthz'");
});
