import type { ContextSetup } from './contexts.ts';
import type { RateLimit } from './http/rate-limit.ts';
import type { Commit } from './model.ts';
import type { ProjectSetup } from './project-setup.ts';
import type { ScenarioName } from './scenarios/index.ts';
import type { WebhookSetting } from './webhooks/registry.ts';

export interface UserSetup {
  /** A UUID, as CircleCI's users have. */
  readonly id: string;
  readonly login: string;
  readonly name: string;
}

export interface CircleCiOptions {
  /** 0, the default, for any free port. */
  readonly port?: number;
  /** The token the bot is to use; `user` is whose it is. */
  readonly token?: string;
  readonly user?: UserSetup;
  /** Further people with tokens of their own. */
  readonly otherUsers?: readonly (UserSetup & {
    readonly token: string;
    /** Belongs to no organization here; false unless told. */
    readonly isStranger?: boolean;
  })[];
  /** The demo's unless told. */
  readonly contexts?: readonly ContextSetup[];
  /** Real milliseconds per simulated one: 1 as the scenarios are written, 0.01 for tests. */
  readonly timeScale?: number;
  /** Nothing happens by itself, only by `control.step` and `control.settle`: for tests of what lies in between. */
  readonly paused?: boolean;
  /** Overrides the projects' own. */
  readonly defaultScenario?: ScenarioName;
  /** The outbound webhook every project has; can be set later. */
  readonly webhook?: WebhookSetting;
  readonly projects?: readonly ProjectSetup[];
  /** Behave as a CircleCI Server: no pipeline definitions, no v3, no cancelling of jobs by UUID. */
  readonly server?: boolean;
  readonly rateLimit?: RateLimit;
  /** Some deliveries are made twice. */
  readonly duplicates?: boolean;
  /** Deliveries overtake each other. */
  readonly shuffle?: boolean;
  /** Real milliseconds a delivery may take; CircleCI's 10 s unless told. */
  readonly webhookTimeoutMs?: number;
}

export interface Push {
  /** The default branch unless told; made if it is new. Not with a tag. */
  readonly branch?: string;
  readonly tag?: string;
  readonly scenario?: ScenarioName;
  readonly commit?: Partial<Commit>;
  /** Login of one of the project's people; the commit's author unless told. */
  readonly by?: string;
}

export const DEFAULT_TOKEN = 'simulated-circleci-token';
