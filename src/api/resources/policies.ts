import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { items, list, maybe, maybeBoolean, maybeNumber, maybeText, time, valuesByName } from './common.ts';

/** Config policies: rules a configuration must pass before it runs. Source: the OpenAPI description. */

const Violation = z.object({ rule: z.string(), reason: z.string() });

const Decision = z.object({
  /** `PASS`, `SOFT_FAIL`, `HARD_FAIL`, `ERROR`, open. */
  status: z.string(),
  reason: maybeText,
  enabled_rules: list(z.string()),
  hard_failures: list(Violation),
  soft_failures: list(Violation),
});

const DecisionLog = z.object({
  id: maybeText,
  created_at: maybeText,
  decision: maybe(Decision),
  metadata: maybe(
    z.object({
      build_number: maybeNumber,
      project_id: maybeText,
      ssh_rerun: maybeBoolean,
      vcs: maybe(
        z.object({
          branch: maybeText,
          origin_repository_url: maybeText,
          release_tag: maybeText,
          target_repository_url: maybeText,
        }),
      ),
    }),
  ),
  policies: maybe(valuesByName(z.string())),
  time_taken_ms: maybeNumber,
});

/** Policies by name; what each holds is described only loosely. */
const Bundle = z.record(z.string(), z.unknown());
const BundleChange = z.object({
  created: list(z.string()),
  deleted: list(z.string()),
  modified: list(z.string()),
});
const DecisionSettings = z.object({ enabled: maybeBoolean });

const LogQuery = z.strictObject({
  status: z.string().optional(),
  after: time.optional(),
  before: time.optional(),
  branch: z.string().optional(),
  project_id: z.string().optional(),
  build_number: z.string().optional(),
  /** How many to leave out; this list has no page tokens. */
  offset: z.number().int().min(0).optional(),
});

const decision = '/owner/{ownerID}/context/{context}/decision';
const bundle = '/owner/{ownerID}/context/{context}/policy-bundle';

export const policies = {
  listDecisions: endpoint({
    method: 'GET',
    path: decision,
    query: LogQuery,
    response: items(DecisionLog),
  }),
  /** Tries a configuration against the policies; nothing runs. */
  decide: endpoint({
    method: 'POST',
    path: decision,
    body: z.strictObject({ input: z.string(), metadata: z.record(z.string(), z.unknown()).optional() }),
    response: Decision,
  }),
  getDecisionSettings: endpoint({
    method: 'GET',
    path: '/owner/{ownerID}/context/{context}/decision/settings',
    response: DecisionSettings,
  }),
  updateDecisionSettings: endpoint({
    method: 'PATCH',
    path: '/owner/{ownerID}/context/{context}/decision/settings',
    body: z.strictObject({ enabled: z.boolean().optional() }),
    response: DecisionSettings,
  }),
  getDecision: endpoint({
    method: 'GET',
    path: '/owner/{ownerID}/context/{context}/decision/{decisionID}',
    response: DecisionLog,
  }),
  getDecisionBundle: endpoint({
    method: 'GET',
    path: '/owner/{ownerID}/context/{context}/decision/{decisionID}/policy-bundle',
    response: Bundle,
  }),
  getBundle: endpoint({ method: 'GET', path: bundle, response: Bundle }),
  /** Replaces all policies; with `dry`, only says what would change. */
  createBundle: endpoint({
    method: 'POST',
    path: bundle,
    query: z.strictObject({ dry: z.boolean().optional() }),
    body: z.strictObject({ policies: z.record(z.string(), z.string()).optional() }),
    response: BundleChange,
  }),
  getPolicy: endpoint({
    method: 'GET',
    path: '/owner/{ownerID}/context/{context}/policy-bundle/{policyName}',
    response: z.object({ name: maybeText, content: maybeText, created_at: maybeText, created_by: maybeText }),
  }),
};
