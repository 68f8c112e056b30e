import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { list, maybeText } from './common.ts';

const Claims = z.object({
  org_id: z.string(),
  project_id: maybeText,
  audience: list(z.string()),
  audience_updated_at: maybeText,
  ttl: maybeText,
  ttl_updated_at: maybeText,
});

const ClaimsChange = z.strictObject({
  audience: z.array(z.string()).optional(),
  /** `90m`, `1h30m`, … Source of the pattern: the OpenAPI description. */
  ttl: z
    .string()
    .regex(/^([0-9]+(ms|s|m|h|d|w)){1,7}$/, 'must be a duration such as 1h30m')
    .optional(),
});

/** Which to remove: `audience`, `ttl`, or both separated by a comma. */
const WhichClaims = z.strictObject({ claims: z.string().min(1) });

const org = '/org/{orgID}/oidc-custom-claims';
const project = '/org/{orgID}/project/{projectID}/oidc-custom-claims';

/** What CircleCI puts into the OpenID Connect tokens of jobs. */
export const oidc = {
  getOrgClaims: endpoint({ method: 'GET', path: org, response: Claims }),
  updateOrgClaims: endpoint({ method: 'PATCH', path: org, body: ClaimsChange, response: Claims }),
  deleteOrgClaims: endpoint({ method: 'DELETE', path: org, query: WhichClaims, response: Claims }),
  getProjectClaims: endpoint({ method: 'GET', path: project, response: Claims }),
  updateProjectClaims: endpoint({ method: 'PATCH', path: project, body: ClaimsChange, response: Claims }),
  deleteProjectClaims: endpoint({ method: 'DELETE', path: project, query: WhichClaims, response: Claims }),
};
