import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Sample {
  readonly name: string;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

const here = import.meta.dirname;

/** The repository's own payloads, one per variant. */
export const fixtures: readonly Sample[] = read(join(here, '../fixtures/webhooks'));

/** CircleCI's published samples, where they lie beside the checkout; none elsewhere. */
export const published: readonly Sample[] = read(
  join(process.env.CIRCLECI_SHARED_DIR ?? join(dirname(dirname(here)), '../shared/circleci'), 'webhooks'),
);

export function fixture(name: string): Sample {
  const found = fixtures.find((sample) => sample.name === name);
  if (found === undefined) throw new Error(`there is no fixture ${name}`);
  return found;
}

function read(folder: string): Sample[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { name: name.replace(/\.json$/, ''), text, json: JSON.parse(text) };
  });
}

/** The `circleci-signature` header for a body, made as CircleCI's documentation describes it. */
export function sign(body: string | Buffer, secret: string): string {
  return `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
