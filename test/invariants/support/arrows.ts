import { type Import, importsOf, packageOf } from './imports.ts';
import type { SourceFile } from './tree.ts';

/** The layers of `src`, inbound first. An import goes down, or stays where that is allowed; never up. */
export const LAYERS: readonly (readonly string[])[] = [
  ['commands', 'interactions', 'webhooks', 'jobs', 'http', 'gate', 'cli'],
  [
    'pipelines',
    'projects',
    'runs',
    'launch',
    'rollbacks',
    'approvals',
    'votes',
    'approval-detail',
    'unfurls',
    'subscriptions',
    'notifications',
    'people',
    'notices',
    'sending',
    'failures',
    'digests',
    'accounts',
    'identities',
    'policy',
    'audit',
    'preferences',
    'waiting',
    'locks',
    'stops',
  ],
  ['views', 'i18n', 'api', 'slack', 'storage', 'telemetry'],
  ['domain'],
];

/** Pure folders say how things look; they know the nouns and each other, and nothing that does anything. */
const PURE = ['views', 'i18n'];

const APART = ['src', 'simulators', 'playground', 'test', 'scripts', 'bench'];

/** @returns every import that breaks the house's arrows, as `path:line: why` */
export function brokenArrows(files: readonly SourceFile[]): string[] {
  return files.flatMap(importsOf).flatMap((one) => {
    const why = reasonAgainst(one);
    return why === null ? [] : [`${one.from}:${one.line}: ${why} (${one.specifier})`];
  });
}

function reasonAgainst(one: Import): string | null {
  if (one.target === null) return reasonAgainstPackage(one);
  const [from = '', to = ''] = [one.from.split('/')[0], one.target.split('/')[0]];
  if (from === 'src' && to !== 'src' && APART.includes(to)) return `src imports nothing of ${to}`;
  if (from === 'simulators' && to !== 'simulators') return `simulators stand alone`;
  if (from !== 'src' || to !== 'src') return null;
  return reasonInside(folderOf(one.from), folderOf(one.target), one);
}

/** `src/runs/trigger.ts` → `runs`; `src/app.ts` → `app.ts`. */
function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function reasonInside(from: string, to: string, { typeOnly }: Import): string | null {
  if (from === to) return null;
  if (to === 'main.ts') return 'nothing imports main.ts';
  if (from === 'config.ts') return to === 'domain' ? null : 'config.ts imports only domain';
  if (isComposition(from)) return null;
  if (isComposition(to)) return `${to} puts things together, and only what puts it together imports it`;
  const level = layerOf(from);
  if (to === 'config.ts') return typeOnly ? null : 'config.ts is imported for its types only';
  if (to === 'context.ts') return level <= 1 && typeOnly ? null : 'context.ts is a type for layers 1 and 2';
  if (from === 'context.ts')
    return typeOnly && layerOf(to) >= 2 ? null : 'context.ts holds types of layers 3 and 4';
  return reasonBetween(from, to);
}

/** `main.ts`, `app.ts` and their likes, beside the folders: they put everything together. */
function isComposition(folder: string): boolean {
  return folder.endsWith('.ts') && folder !== 'config.ts' && folder !== 'context.ts';
}

function reasonBetween(from: string, to: string): string | null {
  const [up, down] = [layerOf(from), layerOf(to)];
  if (up === -1 || down === -1) return `src/${up === -1 ? from : to} is in no layer`;
  if (down < up) return `layer ${up + 1} (${from}) imports layer ${down + 1} (${to})`;
  if (down === up && up === 0 && to !== 'gate') return `inbound ${from} imports inbound ${to}`;
  if (down === up && PURE.includes(from) && !PURE.includes(to)) return `pure ${from} imports ${to}`;
  if (down === up && from === 'api') return `api imports only domain`;
  return null;
}

function layerOf(folder: string): number {
  return LAYERS.findIndex((layer) => layer.includes(folder));
}

function reasonAgainstPackage(one: Import): string | null {
  if (!one.from.startsWith('src/')) return null;
  const folder = folderOf(one.from);
  const name = packageOf(one) ?? one.specifier;
  if (folder === 'domain' && name !== 'zod') return 'domain imports zod only';
  if (PURE.includes(folder) && !one.typeOnly && name !== 'node:crypto')
    return `pure ${folder} imports packages for their types only`;
  if (layerOf(folder) === 1 && ['@slack/bolt', 'undici', 'node:http'].includes(name))
    return 'features know neither Bolt nor HTTP';
  return null;
}
