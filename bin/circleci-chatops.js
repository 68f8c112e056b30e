#!/usr/bin/env node
/**
 * Starts the bot: from the sources in a checkout, from `dist/` in an image that has no sources.
 * Plain JavaScript that an old Node can still parse, so that it can say what is wrong.
 */
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `circleci-chatops needs Node.js 24 or newer; this is ${process.version} (${process.execPath}).`,
  );
  process.exit(1);
}

// Like `node --env-file-if-exists=.env`: what the environment already holds wins.
if (existsSync('.env')) process.loadEnvFile('.env');

const source = new URL('../src/main.ts', import.meta.url);
const built = new URL('../dist/main.js', import.meta.url);
// While modules are loaded V8 would reserve 40 MB of heap more than is ever used again (see bench/README.md), so the
// start is thrifty and what comes after it is quick.
setFlagsFromString('--optimize-for-size');
await import((existsSync(source) ? source : built).href);
setFlagsFromString('--no-optimize-for-size');
