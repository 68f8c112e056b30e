import type { Method } from './method.ts';
import * as app from './methods/app.ts';
import * as chatChange from './methods/chat-change.ts';
import * as chatPost from './methods/chat-post.ts';
import * as conversations from './methods/conversations.ts';
import * as files from './methods/files.ts';
import * as history from './methods/history.ts';
import * as people from './methods/people.ts';
import * as usergroups from './methods/usergroups.ts';
import * as views from './methods/views.ts';

/** Every Web API method this Slack knows; any other is `unknown_method`. */
export const methods = {
  'apps.connections.open': app.connectionsOpen,
  'auth.test': people.authTest,
  'blocks.validate': app.blocksValidate,
  'bots.info': people.botsInfo,
  'chat.delete': chatChange.remove,
  'chat.getPermalink': chatChange.getPermalink,
  'chat.postEphemeral': chatPost.postEphemeral,
  'chat.postMessage': chatPost.postMessage,
  'chat.update': chatChange.update,
  'conversations.history': history.history,
  'conversations.info': conversations.info,
  'conversations.list': conversations.list,
  'conversations.members': conversations.members,
  'conversations.open': conversations.open,
  'conversations.replies': history.replies,
  'files.completeUploadExternal': files.completeUploadExternal,
  'files.getUploadURLExternal': files.getUploadURLExternal,
  'usergroups.users.list': usergroups.usersList,
  'users.conversations': conversations.ofUser,
  'users.info': people.usersInfo,
  'users.lookupByEmail': people.usersLookupByEmail,
  'views.open': views.open,
  'views.publish': views.publish,
  'views.push': views.push,
  'views.update': views.update,
} as const satisfies Readonly<Record<string, Method>>;

/** The method of this name, or undefined. */
export function findMethod(name: string): Method | undefined {
  const all: Readonly<Record<string, Method>> = methods;
  return Object.hasOwn(all, name) ? all[name] : undefined;
}
