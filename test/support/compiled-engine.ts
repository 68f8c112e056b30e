import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Of every JavaScript engine; TypeScript knows it only together with a browser. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

const WASM = new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite'));
let compiled: Promise<object> | undefined;

/**
 * Keeps the embedded engine compiled for as long as this process lives. V8 shares one compilation of the same bytes
 * among threads, but forgets it with the last of them: every test would compile the nine megabytes again.
 */
export async function keepEngineCompiled(): Promise<void> {
  compiled ??= readFile(fileURLToPath(WASM)).then((bytes) => WebAssembly.compile(new Uint8Array(bytes)));
  await compiled;
}
