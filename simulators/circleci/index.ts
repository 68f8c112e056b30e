import { randomBytes } from 'node:crypto';
import { createContexts } from './contexts.ts';
import { type Control, createControl } from './control.ts';
import { demoContexts } from './demo/contexts.ts';
import { demoProjects } from './demo/projects.ts';
import { continuePipeline } from './engine/continue-pipeline.ts';
import type { Engine } from './engine/engine.ts';
import { createFaults, type Faults } from './http/faults.ts';
import { createRateLimiter, GENEROUS } from './http/rate-limit.ts';
import type { LoggedRequest } from './http/request-log.ts';
import { createHttpServer } from './http/server.ts';
import { uuidV3 } from './identity.ts';
import type { Person, Project } from './model.ts';
import { type CircleCiOptions, DEFAULT_TOKEN, type UserSetup } from './options.ts';
import { createProject } from './project-setup.ts';
import { routes } from './routes/index.ts';
import { createScheduler } from './scheduler.ts';
import { type Simulation, scenarioNamed } from './simulation.ts';
import { createWebhookRegistry } from './webhooks/registry.ts';
import { createWebhookSender } from './webhooks/sender.ts';
import { createWorld } from './world.ts';

export type { ContextSetup } from './contexts.ts';
export type { Control } from './control.ts';
export type { Fault, FaultBehaviour, Faults } from './http/faults.ts';
export type { LoggedRequest } from './http/request-log.ts';
export type { Commit, ParameterType, Person, Project, Provider } from './model.ts';
export { type CircleCiOptions, DEFAULT_TOKEN, type Push, type UserSetup } from './options.ts';
export type { ProjectSetup } from './project-setup.ts';
export { type ScenarioName, scenarios } from './scenarios/index.ts';
export type { WebhookSetting } from './webhooks/registry.ts';
export type { DeliveryRecord } from './webhooks/sender.ts';

/** A CircleCI in memory, on loopback. */
export interface CircleCiSimulator {
  /** `http://127.0.0.1:<port>`; throws before `start`. */
  readonly url: string;
  /** The token requests have to carry. */
  readonly token: string;
  readonly projects: readonly Project[];
  readonly control: Control;
  readonly faults: Faults;
  /** Requests received, oldest first, bounded. */
  readonly log: readonly LoggedRequest[];
  start(): Promise<void>;
  /** Ends every timer, delivery and connection. */
  stop(): Promise<void>;
  /** Resolves when nothing is scheduled and no delivery is under way. A hold schedules nothing. Not for a paused one. */
  idle(): Promise<void>;
}

const OWNER: UserSetup = { id: uuidV3('user chatops'), login: 'chatops-bot', name: 'ChatOps Bot' };

/** @throws Error when an option names a scenario that does not exist */
export function createCircleCiSimulator(options: CircleCiOptions = {}): CircleCiSimulator {
  const token = options.token ?? DEFAULT_TOKEN;
  const owner = toPerson(options.user ?? OWNER);
  const tokens = new Map<string, Person>([[token, owner]]);
  for (const other of options.otherUsers ?? []) tokens.set(other.token, toPerson(other));
  if (options.defaultScenario !== undefined) scenarioNamed(options.defaultScenario);

  const scheduler = createScheduler(options.timeScale ?? 1, options.paused);
  const world = createWorld(
    (options.projects ?? demoProjects).map(createProject),
    [...tokens.values()],
    createContexts(options.contexts ?? demoContexts),
  );
  const strangers = (options.otherUsers ?? []).filter((one) => one.isStranger === true).map(({ id }) => id);
  const sender = createWebhookSender(scheduler, {
    timeoutMs: options.webhookTimeoutMs ?? 10_000,
    duplicates: options.duplicates ?? false,
    shuffle: options.shuffle ?? false,
  });
  const webhooks = createWebhookRegistry(sender);
  webhooks.set(options.webhook);
  const faults = createFaults();
  const rateLimiter = createRateLimiter(options.rateLimit ?? GENEROUS);
  const log: LoggedRequest[] = [];
  const clock = { aheadMs: 0, answerAfterMs: 0 };
  let url: string | undefined;

  const engine: Engine = {
    world,
    scheduler,
    emit: (completion) => {
      webhooks.tell(completion);
      const { type, workflow } = completion;
      if (type === 'workflow-completed' && workflow.status === 'success') continuePipeline(engine, workflow);
    },
  };
  const simulation: Simulation = {
    world,
    engine,
    webhooks,
    server: options.server ?? false,
    strangers: new Set(strangers),
    defaultScenario: options.defaultScenario,
    linkSecret: randomBytes(16).toString('hex'),
    baseUrl,
  };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const server = createHttpServer({
    simulation,
    routes,
    tokens,
    owner,
    faults,
    rateLimiter,
    log,
    now,
    clock,
  });

  function baseUrl(): string {
    if (url === undefined) throw new Error('The CircleCI simulator has no address before start().');
    return url;
  }

  async function start(): Promise<void> {
    url = `http://127.0.0.1:${await server.listen(options.port ?? 0)}`;
  }

  async function stop(): Promise<void> {
    scheduler.stop();
    sender.stop();
    await server.close();
  }

  return {
    get url() {
      return baseUrl();
    },
    token,
    projects: world.projects,
    control: createControl(simulation, sender, rateLimiter, clock),
    faults,
    log,
    start,
    stop,
    idle: scheduler.idle,
  };
}

function toPerson(user: UserSetup): Person {
  return { id: user.id, login: user.login, name: user.name, email: `${user.login}@acme.example` };
}
