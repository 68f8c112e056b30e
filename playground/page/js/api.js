/**
 * What the page says to the simulated Slack and to the playground program. A failed request is an answer with
 * `ok: false`, never an exception: the person sees it where they clicked.
 *
 * @typedef {import('../../../simulators/slack/protocol.ts').ActionResult} ActionResult
 * @typedef {import('../../../simulators/slack/protocol.ts').Bootstrap} Bootstrap
 */

/**
 * @param {string} user
 * @returns {Promise<Bootstrap>}
 * @throws Error when the program does not answer or refuses
 */
export async function bootstrap(user) {
  const response = await fetch(`/client/bootstrap?user=${encodeURIComponent(user)}`);
  const body = await response.json();
  if (!response.ok || body.ok === false) throw new Error(body.error ?? `status ${response.status}`);
  return body;
}

/**
 * @template [T=ActionResult]
 * @param {'command' | 'message' | 'click' | 'options' | 'submit' | 'close-view' | 'open-home'} what
 * @param {object} input
 * @returns {Promise<T | { ok: false, error: string }>}
 */
export function send(what, input) {
  return post(`/client/${what}`, input);
}

/**
 * @param {'scenario' | 'push'} what
 * @param {object} input
 * @returns {Promise<{ ok: boolean, error?: string }>}
 */
export function tellSimulator(what, input) {
  return post(`/playground/${what}`, input);
}

/**
 * @typedef {{ people: string[], scenarios: { name: string, description: string }[], scenario: string | null,
 *   projects: { slug: string, name: string, branches: string[] }[] }} SimulatorState
 * @returns {Promise<SimulatorState | null>} null when the page is served without the playground program
 */
export async function simulatorState() {
  try {
    const response = await fetch('/playground/state');
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** @param {string} path @param {object} input */
async function post(path, input) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return await response.json();
  } catch {
    return { ok: false, error: 'playground_not_reachable' };
  }
}

/**
 * What a person reads for an error code.
 * @param {string | undefined} code
 */
export function explain(code) {
  return EXPLAINED[code ?? ''] ?? `It failed with the error “${code ?? 'unknown'}”.`;
}

/** @type {Record<string, string>} */
const EXPLAINED = {
  operation_timeout: 'The app did not respond in time (operation_timeout). It may still be working on it.',
  dispatch_failed: 'The app answered with an error (dispatch_failed).',
  dispatch_unknown_error: 'The app answered with an error (dispatch_unknown_error).',
  app_not_reachable: 'The app could not be reached (app_not_reachable). Is the bot running?',
  playground_not_reachable: 'The playground program does not answer. Is it still running in your terminal?',
};
