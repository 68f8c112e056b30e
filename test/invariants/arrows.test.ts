import { describe, expect, it } from 'vitest';
import { brokenArrows, LAYERS } from './support/arrows.ts';
import { importsOf } from './support/imports.ts';
import { files } from './support/tree.ts';

it('every import of the tree keeps to the arrows', () => {
  expect(brokenArrows(files(/^(src|simulators|playground)\/.*\.(ts|js)$/))).toEqual([]);
});

it('every folder of src is in a layer', () => {
  const folders = new Set(files(/^src\/[^/]+\//).map(({ path }) => path.split('/')[1] ?? ''));
  expect([...folders].filter((folder) => !LAYERS.flat().includes(folder))).toEqual([]);
});

it('every relative import names a file that is there, with its ending', () => {
  const known = new Set(files().map(({ path }) => path));
  // The rule's own samples below import files that need not exist.
  const missing = files(/^(?!test\/invariants\/).*\.ts$/)
    .flatMap(importsOf)
    .filter(({ target }) => target !== null && !known.has(target))
    .map(({ from, line, specifier }) => `${from}:${line}: ${specifier}`);
  expect(missing).toEqual([]);
});

describe('the rule itself', () => {
  const reasons = (path: string, text: string) => brokenArrows([{ path, text }]);

  it.each([
    ['src/commands/run.ts', `import { trigger } from '../runs/trigger.ts';`],
    ['src/commands/run.ts', `import { authorise } from '../gate/authorise.ts';`],
    ['src/runs/trigger.ts', `import type { Context } from '../context.ts';`],
    ['src/runs/trigger.ts', `import { note } from '../audit/note.ts';`],
    ['src/slack/poster.ts', `import type { Logger } from '../telemetry/log.ts';`],
    ['src/storage/database.ts', `import type { Config } from '../config.ts';`],
    ['src/views/card.ts', `import type { KnownBlock } from '@slack/types';`],
    ['src/views/card.ts', `import { messages } from '../i18n/index.ts';`],
    ['src/app.ts', `import { registry } from './commands/registry.ts';`],
    ['src/main.ts', `import { createApp } from './app.ts';`],
    ['src/app.ts', `import { slackRequests } from './slack-requests.ts';`],
    ['src/slack-requests.ts', `import { dispatch } from './commands/dispatch.ts';`],
    ['playground/main.ts', `import { createApp } from '../src/app.ts';`],
  ])('lets %s say %s', (path, text) => {
    expect(reasons(path, text)).toEqual([]);
  });

  it.each([
    ['src/runs/trigger.ts', `import { dispatch } from '../commands/dispatch.ts';`, 'layer 2'],
    ['src/runs/trigger.ts', `import { dispatch } from '../gate/authorise.ts';`, 'layer 2'],
    ['src/domain/event.ts', `import type { Tables } from '../storage/schema.ts';`, 'layer 4'],
    ['src/commands/run.ts', `import { submit } from '../interactions/run-modal.ts';`, 'inbound'],
    ['src/gate/audit.ts', `import { parse } from '../commands/parse.ts';`, 'inbound'],
    ['src/views/card.ts', `import { db } from '../storage/database.ts';`, 'pure'],
    ['src/views/card.ts', `import { App } from '@slack/bolt';`, 'pure'],
    ['src/api/retry.ts', `import type { Logger } from '../telemetry/log.ts';`, 'api imports only domain'],
    ['src/runs/trigger.ts', `import { request } from 'undici';`, 'neither Bolt nor HTTP'],
    ['src/runs/trigger.ts', `import { readConfig } from '../config.ts';`, 'types only'],
    ['src/storage/database.ts', `import type { Context } from '../context.ts';`, 'context.ts'],
    ['src/context.ts', `import { db } from './storage/database.ts';`, 'context.ts'],
    ['src/config.ts', `import { messages } from './i18n/index.ts';`, 'only domain'],
    ['src/jobs/tidy.ts', `import { createApp } from '../app.ts';`, 'app.ts puts things together'],
    ['src/slack/bolt.ts', `import { slackRequests } from '../slack-requests.ts';`, 'puts things together'],
    ['src/app.ts', `import { x } from '../simulators/slack/index.ts';`, 'nothing of simulators'],
    ['src/app.ts', `const x = await import('../playground/main.ts');`, 'nothing of playground'],
    ['src/app.ts', `import {\n  one,\n  two,\n} from '../test/support/config.ts';`, 'nothing of test'],
    ['src/app.ts', `export * from './main.ts';`, 'main.ts'],
    ['simulators/slack/index.ts', `import { x } from '../../src/domain/locale.ts';`, 'stand alone'],
    ['src/domain/locale.ts', `import { format } from 'node:util';`, 'zod only'],
    ['src/runs/trigger.ts', `import { x } from '../helpers/x.ts';`, 'in no layer'],
  ])('does not let %s say %s', (path, text, why) => {
    expect(reasons(path, text)).toEqual([expect.stringContaining(why)]);
  });
});
