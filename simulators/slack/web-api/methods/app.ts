import { checkMessageBlocks } from '../../block-kit/message.ts';
import { checkView } from '../../block-kit/view.ts';
import { isJson } from '../../json.ts';
import { type Method, may } from '../method.ts';
import { SlackError } from '../slack-error.ts';

/**
 * Source: Slack docs, apps.connections.open. Slack's pages name two different tiers; the wider one is applied,
 * because the narrower would keep a bot that lost its socket twice in a minute away.
 */
export const connectionsOpen: Method = {
  limit: 'tier3',
  token: 'app',
  scopes: [],
  arguments: {},
  run(_world, _args, site) {
    const url = site.openConnection();
    if (url === null) throw new SlackError('access_denied');
    return { url };
  },
};

/** Source: Slack docs, blocks.validate: exactly one of blocks, message and view; the problems in `errors`. */
export const blocksValidate: Method = {
  limit: 'tier4',
  token: 'bot',
  scopes: [],
  arguments: { blocks: may('json'), message: may('json'), view: may('json') },
  run(_world, args) {
    const [kind, ...others] = (['blocks', 'message', 'view'] as const).filter(
      (name) => args[name] !== undefined,
    );
    if (kind === undefined || others.length > 0) {
      throw new SlackError('invalid_arguments', [
        '[ERROR] exactly one of blocks, message and view is required',
      ]);
    }
    const errors = problemsOf[kind](args[kind]);
    if (errors.length > 0) throw new SlackError(`invalid_${kind}`, [], { errors });
    return {};
  },
};

const problemsOf = {
  blocks: checkMessageBlocks,
  message: (message: unknown) => checkMessageBlocks(isJson(message) ? message.blocks : undefined),
  view: (view: unknown) => checkView(view, isJson(view) && view.type === 'home' ? 'home' : 'modal'),
};
