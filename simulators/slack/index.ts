import { Agent, createServer } from 'node:http';
import { createCourier, type Delivery } from './bot/deliveries.ts';
import { createEvents } from './bot/events.ts';
import { createHttpTransport } from './bot/http-transport.ts';
import { createRawSender, type RawSender } from './bot/raw.ts';
import { createSocketHub } from './bot/socket-hub.ts';
import type { Acknowledgement, BotRequest } from './bot/transport.ts';
import { withDefaults } from './defaults.ts';
import { createClient, type SlackClient } from './driver/client.ts';
import { listen } from './http/listen.ts';
import { createRouter } from './http/router.ts';
import type { SlackSimulatorOptions } from './options.ts';
import { createManager, type Manager } from './people/manage.ts';
import { type Call, createCalls } from './web-api/calls.ts';
import { createFaultQueue, type FaultQueue } from './web-api/faults.ts';
import { presentUser } from './web-api/present.ts';
import { createRateLimits } from './web-api/rate-limits.ts';
import { createWorld } from './world/world.ts';

export interface SlackSimulator {
  /** `http://127.0.0.1:PORT`, also the playground page's address. Known after `start()`. */
  readonly url: string;
  /** What the bot takes as SLACK_API_URL. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly bot: {
    readonly userId: string;
    readonly botId: string;
    readonly name: string;
    readonly appId: string;
  };
  /** Every Web API call and every use of a response URL (`response_url`), oldest first, the last 10,000. */
  readonly calls: readonly Call[];
  /** Every request to the bot with its acknowledgement, oldest first, the last 2,000. */
  readonly deliveries: readonly Delivery[];
  /** People, for tests. */
  readonly client: SlackClient;
  readonly faults: FaultQueue &
    RawSender & {
      /** Any payload, over HTTP or Socket Mode, as a request of this kind. */
      deliver(request: BotRequest): Promise<Acknowledgement>;
      /** Any text as a frame of Socket Mode. */
      sendFrame(text: string): void;
    };
  /** How many WebSockets the bot has open. */
  readonly sockets: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Where commands, interactions, options and events are POSTed; nothing is sent before. */
  connect(target: { readonly requestUrl: string }): void;
  /** Asks the bot to reconnect, as Slack does now and then, and closes its sockets. */
  disconnectSockets(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Replaces who is in a user group, as somebody who administers the workspace does. */
  setUserGroup(id: string, users: readonly string[]): void;
  /** Someone leaves the workspace: `user_change`, and nobody has their address any more. */
  deactivate(userId: string): void;
  /** Whoever manages the channels. */
  readonly manager: Manager;
  /** Removes the app from the workspace: `tokens_revoked` and `app_uninstalled`, and its tokens are dead. */
  uninstall(): void;
}

/**
 * Slack in memory, on loopback: its Web API and its requests to the bot as strict as Slack's, and `/client` for
 * people (protocol.ts). Knows nothing of the bot but its URL.
 */
export function createSlackSimulator(options: SlackSimulatorOptions = {}): SlackSimulator {
  const settings = withDefaults(options);
  const world = createWorld(settings);
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const http = createHttpTransport(settings, agent);
  const hub = createSocketHub(settings);
  const courier = createCourier(settings.mode === 'socket' ? hub : http);
  const events = createEvents(world, courier);
  const calls = createCalls(settings.clock);
  const faults = createFaultQueue();
  const limits = settings.limits === 'slack' ? createRateLimits(settings.clock) : null;

  let url = '';
  const address = () => {
    if (url === '') throw new Error('The Slack simulator has no address before start().');
    return url;
  };
  const site = {
    get url() {
      return address();
    },
    openConnection: () => (settings.mode === 'socket' ? hub.ticket(address()) : null),
  };
  const desk = {
    world,
    courier,
    events,
    get url() {
      return address();
    },
  };
  const server = createServer(createRouter({ world, site, limits, calls, faults }, desk));
  hub.attach(server);

  return {
    get url() {
      return address();
    },
    get apiUrl() {
      return `${address()}/api`;
    },
    botToken: settings.botToken,
    appToken: settings.appToken,
    signingSecret: settings.signingSecret,
    team: settings.team,
    bot: settings.bot,
    calls: calls.list,
    deliveries: courier.list,
    client: createClient(address, { calls: calls.list, deliveries: courier.list }),
    faults: {
      ...faults,
      ...createRawSender(settings, http, agent),
      deliver: async (request) => (await courier.send(request)).acknowledgement,
      sendFrame: (frame) => hub.sendFrame(frame),
    },
    get sockets() {
      return hub.connected;
    },
    async start() {
      url = await listen(server, settings.port);
    },
    async stop() {
      events.stop();
      await hub.stop();
      agent.destroy();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    connect: ({ requestUrl }) => http.connect(requestUrl),
    disconnectSockets: (reason) => hub.disconnectAll(reason),
    setUserGroup: (id, users) => void world.userGroups.set(id, users),
    deactivate(userId) {
      const user = world.people.get(userId);
      if (user === undefined) throw new Error(`There is no ${userId}.`);
      user.isDeleted = true;
      events.emit({
        type: 'user_change',
        user: presentUser(world, user, false),
        cache_ts: Math.floor(settings.clock.now() / 1000),
        event_ts: world.nextTs(),
      });
    },
    manager: createManager(world, events),
    uninstall() {
      world.uninstalled = true;
      events.emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [settings.bot.userId] } });
      events.emit({ type: 'app_uninstalled' });
    },
  };
}

export type { Delivery } from './bot/deliveries.ts';
export type { RawInput } from './bot/raw.ts';
export { messageText } from './driver/message-text.ts';
export type { Person } from './driver/person.ts';
export type { ChannelOption, SlackSimulatorOptions, UserOption } from './options.ts';
export type { Call } from './web-api/calls.ts';
export type { Fault } from './web-api/faults.ts';
