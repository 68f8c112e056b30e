import { randomUUID } from 'node:crypto';
import { createPipeline } from './engine/create-pipeline.ts';
import type { RateLimit, RateLimiter } from './http/rate-limit.ts';
import { uuidV3 } from './identity.ts';
import type { Project } from './model.ts';
import type { Push } from './options.ts';
import { createProject, type ProjectSetup } from './project-setup.ts';
import type { ScenarioName } from './scenarios/index.ts';
import { type Simulation, scenarioFor, scenarioNamed } from './simulation.ts';
import type { WebhookSetting } from './webhooks/registry.ts';
import type { DeliveryRecord, WebhookSender } from './webhooks/sender.ts';

/** What tests and the playground may do to the simulated CircleCI besides talking to it. */
export interface Control {
  /** Sets the webhook every project has, or takes it away. */
  setWebhook(setting: WebhookSetting | undefined): void;
  /** Makes a pipeline as a push would. Null when the scenario makes none. */
  push(slug: string, push?: Push): { readonly id: string; readonly number: number } | null;
  /** Changes what a project's configuration does from now on. */
  setScenario(slug: string, scenario: ScenarioName): void;
  /** Changes what a project's configuration declares, for pipelines that are made from now on. */
  setParameters(slug: string, parameters: Project['parameters']): void;
  /** The same with the whole text of a configuration; null: made from the rest again. Nothing in it is checked. */
  setConfig(slug: string, text: string | null, setup?: string): void;
  /** A pipeline logged that it deployed a version, which is live now. */
  deploy(
    slug: string,
    deployed: { component: string; environment: string; version: string; pipelineId: string },
  ): void;
  /** Gives a project another name, and with it another slug; its id stays, and the old slug answers 404. */
  renameProject(slug: string, name: string): void;
  /** Deletes a project, or takes away the right to see it: the API answers 404 to both. */
  removeProject(slug: string): void;
  /** Sets up a further project; one with a slug that was free again has an id of its own. */
  addProject(setup: ProjectSetup): void;
  /** Takes a pipeline definition away, or adds one. */
  setDefinition(slug: string, name: string, exists: boolean): void;
  setRateLimit(limit: RateLimit): void;
  /** From now on the `Date` of every answer is so far ahead, as if all that is there had happened earlier. */
  letTimePass(ms: number): void;
  /** From now on every answer takes so many real milliseconds, as a network and a service do; at first none. */
  answerAfter(ms: number): void;
  /** Sends the test ping to every webhook. */
  ping(): void;
  /** Every try at a delivery so far, oldest first, bounded. */
  readonly deliveries: readonly DeliveryRecord[];
  /**
   * Brings the next scheduled thing forward (a job's start or end, a delivery) and waits for the deliveries
   * it made. False when nothing was scheduled.
   */
  step(): Promise<boolean>;
  /** Brings forward everything that is scheduled, deliveries and their retries included, and waits for it. */
  settle(): Promise<void>;
}

export function createControl(
  simulation: Simulation,
  sender: WebhookSender,
  rateLimiter: RateLimiter,
  clock: { aheadMs: number; answerAfterMs: number },
): Control {
  const { world, engine, webhooks } = simulation;

  function push(slug: string, request: Push = {}): { id: string; number: number } | null {
    const project = projectNamed(slug);
    const tag = request.tag ?? null;
    const branch = tag === null ? (request.branch ?? project.defaultBranch) : null;
    if (branch !== null) project.branches.add(branch);
    if (tag !== null) project.tags.add(tag);
    const outcome = createPipeline(engine, {
      project,
      scenario:
        request.scenario === undefined
          ? scenarioFor(simulation, project, branch)
          : scenarioNamed(request.scenario),
      trigger: { type: 'webhook', actor: actorOf(project, request) },
      branch,
      tag,
      ...(request.commit === undefined ? {} : { commit: request.commit }),
    });
    return 'message' in outcome ? null : { id: outcome.id, number: outcome.number };
  }

  function actorOf(project: Project, request: Push) {
    const [first] = project.people;
    const actor =
      request.by === undefined
        ? (request.commit?.author ?? first)
        : project.people.find(({ login }) => login === request.by);
    if (actor === undefined) throw new Error(`${project.slug} has nobody called "${request.by}".`);
    return actor;
  }

  function projectNamed(slug: string): Project {
    const project = world.findProject(slug);
    if (project === undefined) throw new Error(`The simulator has no project "${slug}".`);
    return project;
  }

  return {
    setWebhook: webhooks.set,
    push,
    setScenario: (slug, scenario) => {
      projectNamed(slug).defaultScenario = scenarioNamed(scenario).name;
    },
    setParameters: (slug, parameters) => {
      projectNamed(slug).parameters = parameters;
    },
    setConfig: (slug, source, setup) => {
      const text = source === null ? null : { source, ...(setup === undefined ? {} : { setup }) };
      projectNamed(slug).config = text;
    },
    deploy: (slug, { component, environment, version, pipelineId }) => {
      const deployed = projectNamed(slug).deploys.find(({ name }) => name === component);
      const place = deployed?.environments.get(environment);
      if (place === undefined) throw new Error(`${slug} has no ${component} in ${environment}.`);
      const facts = { pipelineId, workflowId: null, jobNumber: null, lastDeployedAt: Date.now() };
      place.versions.unshift({ name: version, ...facts });
      place.live = version;
    },
    renameProject: (slug, name) => {
      const project = projectNamed(slug);
      project.repositoryUrl = `${project.repositoryUrl.slice(0, project.repositoryUrl.lastIndexOf('/'))}/${name}`;
      // The ids in the slugs of other providers do not change with the name.
      if (!project.slug.startsWith('circleci/')) project.slug = `${project.organization.slug}/${name}`;
      project.name = name;
    },
    removeProject: (slug) => world.removeProject(projectNamed(slug)),
    addProject: (setup) => {
      const project = createProject(setup);
      if (world.findProject(project.slug) !== undefined) throw new Error(`${project.slug} exists already.`);
      world.addProject({ ...project, id: randomUUID() });
    },
    setDefinition: (slug, name, exists) => {
      const { otherDefinitions } = projectNamed(slug);
      if (exists) otherDefinitions.set(name, uuidV3(`definition ${slug} ${name}`));
      else otherDefinitions.delete(name);
    },
    setRateLimit: rateLimiter.set,
    letTimePass: (ms) => {
      clock.aheadMs += ms;
    },
    answerAfter: (ms) => {
      clock.answerAfterMs = ms;
    },
    ping: webhooks.ping,
    deliveries: sender.deliveries,
    step: engine.scheduler.step,
    settle: engine.scheduler.settle,
  };
}
