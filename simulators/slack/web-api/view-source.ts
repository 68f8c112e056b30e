import { inSlacksWords } from '../block-kit/report.ts';
import { checkView } from '../block-kit/view.ts';
import { isJson, type Json, text } from '../json.ts';
import type { World } from '../world/world.ts';
import { SlackError } from './slack-error.ts';

/** Source: published descriptions of views.open: a view of more than 250 kB is refused. */
const MAX_BYTES = 250_000;

/**
 * Checks a view the bot sent.
 * @param own id of the view it replaces, whose external_id it may keep
 * @throws SlackError `invalid_arguments`, `view_too_large`, `duplicate_external_id`
 */
export function readView(world: World, view: unknown, kind: 'modal' | 'home', own: string | null): Json {
  if (!isJson(view)) {
    throw new SlackError('invalid_arguments', ['[ERROR] must provide an object [json-pointer:/view]']);
  }
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_BYTES) throw new SlackError('view_too_large');
  const problems = checkView(view, kind);
  if (problems.length > 0) throw new SlackError('invalid_arguments', inSlacksWords(problems));
  const twin = world.views.findByExternalId(text(view.external_id));
  if (twin && twin.id !== own) throw new SlackError('duplicate_external_id');
  return view;
}
