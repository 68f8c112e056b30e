import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { type CircleCiSimulator, scenarios } from '../simulators/circleci/index.ts';
import { mediaType, readBody } from '../simulators/slack/http/body.ts';
import { isScenario } from './options.ts';
import { reply } from './page-server.ts';
import type { ScenarioChoice } from './scenario-choice.ts';
import { people } from './workspace.ts';

const scenario = z.string().max(100).refine(isScenario, 'There is no such scenario.');
const bodies = {
  '/playground/scenario': z.object({ name: scenario.nullable() }),
  '/playground/push': z.object({
    project: z.string().max(300),
    branch: z
      .string()
      .regex(/^[^\s~^:?*[\\\p{Cc}]{1,200}$/u, 'That is no name for a branch.')
      .optional(),
    scenario: scenario.nullish(),
  }),
};

/** What the page's "Simulator" panel asks for: `GET state`, `POST scenario`, `POST push`, below `/playground`. */
export function createSimulatorPanel(circleci: CircleCiSimulator, choice: ScenarioChoice) {
  return async (path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (path === '/playground/state' && request.method === 'GET') {
      reply(response, 200, state(circleci, choice));
      return true;
    }
    if (request.method !== 'POST') return false;
    if (path === '/playground/scenario') {
      const body = await read(request, response, bodies[path]);
      if (body === null) return true;
      choice.set(body.name);
      reply(response, 200, { ok: true });
      return true;
    }
    if (path === '/playground/push') {
      const body = await read(request, response, bodies[path]);
      if (body !== null) push(circleci, body, response);
      return true;
    }
    return false;
  };
}

function state(circleci: CircleCiSimulator, choice: ScenarioChoice) {
  return {
    people: people.map(({ id }) => id),
    scenario: choice.current,
    scenarios: Object.values(scenarios).map(({ name, about }) => ({ name, description: about })),
    projects: circleci.projects.map(({ slug, name, defaultBranch, branches }) => ({
      slug,
      name,
      branches: [defaultBranch, ...[...branches].filter((branch) => branch !== defaultBranch)],
    })),
  };
}

function push(
  circleci: CircleCiSimulator,
  { project, branch, scenario: wanted }: z.output<(typeof bodies)['/playground/push']>,
  response: ServerResponse,
): void {
  if (!circleci.projects.some(({ slug }) => slug === project)) {
    reply(response, 404, { ok: false, error: 'There is no such project.' });
    return;
  }
  const pipeline = circleci.control.push(project, { branch, scenario: wanted ?? undefined });
  reply(response, 200, { ok: true, number: pipeline?.number ?? null });
}

/** @returns the body, or null after an answer that says what is wrong with it */
async function read<T>(
  request: IncomingMessage,
  response: ServerResponse,
  schema: z.ZodType<T>,
): Promise<T | null> {
  // A form of some other site's page cannot send JSON, so it cannot act here.
  if (mediaType(request) !== 'application/json') {
    reply(response, 415, { ok: false, error: 'Send JSON.' });
    return null;
  }
  const bytes = await readBody(request);
  const parsed = schema.safeParse(parseJson(bytes));
  if (parsed.success) return parsed.data;
  reply(response, 400, { ok: false, error: parsed.error.issues[0]?.message ?? 'invalid' });
  return null;
}

function parseJson(bytes: Buffer | null): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
