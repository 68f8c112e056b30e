import type { Settings } from '../defaults.ts';
import { type Audience, createAudience } from './audience.ts';
import { type Channels, createChannels } from './channels.ts';
import { createFiles, type Files } from './files.ts';
import { createMessages, type Messages } from './messages.ts';
import { createPeople, type User } from './people.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import { createTimestamps } from './timestamps.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import { createViews, type Views } from './views.ts';

/** Everything the simulated workspace knows. Made once, passed in. */
export interface World {
  readonly settings: Settings;
  readonly people: ReadonlyMap<string, User>;
  /** User groups: ids of people by the group's id. */
  readonly userGroups: Map<string, readonly string[]>;
  readonly channels: Channels;
  readonly messages: Messages;
  readonly files: Files;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly audience: Audience;
  readonly nextTs: () => string;
  /** Options last offered by the bot for an external select, by person, block and action. */
  readonly offered: Map<string, readonly unknown[]>;
  /** True once the app was removed from the workspace: its tokens are dead. */
  uninstalled: boolean;
}

/** A workspace in which nothing was said yet. */
export function createWorld(settings: Settings): World {
  return {
    settings,
    people: createPeople(settings),
    userGroups: new Map(Object.entries(settings.userGroups)),
    channels: createChannels(settings),
    messages: createMessages(),
    files: createFiles(),
    views: createViews(),
    triggers: createTriggers(settings.clock),
    responseUrls: createResponseUrls(settings.clock),
    audience: createAudience(),
    nextTs: createTimestamps(settings.clock),
    offered: new Map(),
    uninstalled: false,
  };
}
