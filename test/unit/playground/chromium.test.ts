import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findChromium, LEFT_OUT } from '../../browser/support/chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
const browser = join(folder, 'chromium-browser');
writeFileSync(browser, '#!/bin/sh\n');
chmodSync(browser, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

it('finds a Chromium on the PATH, or the one that was named', () => {
  expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(browser);
  expect(findChromium({ PATH: '', CHROMIUM_PATH: browser })).toBe(browser);
});

it('finds none where there is none, and what is said then is one line with the way out', () => {
  expect(findChromium({ PATH: '/nowhere' })).toBeNull();
  expect(findChromium({})).toBeNull();
  expect(LEFT_OUT).toMatch(/^[^\n]*apt-get install chromium[^\n]*$/);
});

it('does not quietly take another than the one that was named', () => {
  expect(() => findChromium({ PATH: folder, CHROMIUM_PATH: '/nowhere/chromium' })).toThrow(/cannot be run/);
});
