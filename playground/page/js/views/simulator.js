import { simulatorState, tellSimulator } from '../api.js';
import { byId, h, replaceChildren } from '../dom.js';

/**
 * The panel that stands for CircleCI's side: what runs do from now on, and pushes that nobody asked for in Slack.
 * @typedef {import('../api.js').SimulatorState} SimulatorState
 */
export class SimulatorPanel {
  #panel = byId('simulator', HTMLDetailsElement);
  #scenario = byId('next-scenario', HTMLSelectElement);
  #about = byId('scenario-about', HTMLElement);
  #pushForm = byId('push-form', HTMLFormElement);
  #project = byId('push-project', HTMLSelectElement);
  #branch = byId('push-branch', HTMLInputElement);
  #pushScenario = byId('push-scenario', HTMLSelectElement);
  #status = byId('simulator-status', HTMLElement);
  /** @type {SimulatorState | null} */
  #state = null;

  constructor() {
    this.#scenario.addEventListener('change', () => void this.#choose());
    this.#project.addEventListener('change', () => this.#drawBranches());
    this.#pushForm.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#push();
    });
    // Another tab may have chosen meanwhile.
    this.#panel.addEventListener('toggle', () => this.#panel.open && void this.load());
    window.addEventListener('focus', () => void this.load());
  }

  /** @returns {readonly string[]} the workspace's people, as far as the playground program tells */
  get people() {
    return this.#state?.people ?? [];
  }

  /** Hides itself where the page is served without the playground program. */
  async load() {
    const isFirst = this.#state === null;
    this.#state = await simulatorState();
    this.#panel.hidden = this.#state === null;
    if (this.#state === null) return;
    const { scenarios, projects, scenario } = this.#state;
    if (isFirst) {
      replaceChildren(
        this.#scenario,
        option('', 'As the project does'),
        scenarios.map(({ name }) => option(name, name)),
      );
      replaceChildren(
        this.#pushScenario,
        option('', 'As the project does'),
        scenarios.map(({ name }) => option(name, name)),
      );
      replaceChildren(
        this.#project,
        projects.map(({ slug, name }) => option(slug, name)),
      );
      this.#drawBranches();
    }
    this.#scenario.value = scenario ?? '';
    this.#describe();
  }

  #drawBranches() {
    const project = this.#state?.projects.find(({ slug }) => slug === this.#project.value);
    const branches = project?.branches ?? [];
    this.#branch.value = branches[0] ?? 'main';
    replaceChildren(
      byId('push-branches', HTMLDataListElement),
      branches.map((name) => option(name, name)),
    );
  }

  #describe() {
    const scenario = this.#state?.scenarios.find(({ name }) => name === this.#scenario.value);
    this.#about.textContent = scenario?.description ?? 'Each project has a usual course of its own.';
  }

  async #choose() {
    this.#describe();
    const name = this.#scenario.value === '' ? null : this.#scenario.value;
    const result = await tellSimulator('scenario', { name });
    this.#say(
      result.ok
        ? name === null
          ? 'Each project takes its usual course.'
          : `Runs started from now on: “${name}”.`
        : problem(result),
    );
  }

  async #push() {
    const scenario = this.#pushScenario.value === '' ? null : this.#pushScenario.value;
    const input = { project: this.#project.value, branch: this.#branch.value.trim(), scenario };
    const result = await tellSimulator('push', input);
    this.#say(
      result.ok
        ? `Pushed to ${input.branch}. Channels that subscribe to the project hear of it; #deploys does to web-shop.`
        : problem(result),
    );
  }

  /** @param {string} text */
  #say(text) {
    this.#status.textContent = text;
  }
}

/** @param {{ error?: string }} result */
function problem(result) {
  return `That did not work: ${result.error ?? 'unknown error'}`;
}

/** @param {string} value @param {string} text */
function option(value, text) {
  return h('option', { value }, text);
}
