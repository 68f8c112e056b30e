import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, items, list, maybeText, uuid, valuesByName } from './common.ts';

/**
 * Where CircleCI sends OpenTelemetry spans. Experimental, Cloud only, at most 5 for one organization: a sixth is
 * answered 422. Not in the description. Source: CircleCI's Terraform provider.
 */

const Exporter = z.object({
  id: z.string(),
  org_id: maybeText,
  /** Host and port, no scheme. */
  endpoint: z.string(),
  protocol: z.string(),
  insecure: z.boolean().default(false),
  /** Values are masked. */
  headers: valuesByName(z.string()).nullable().default(null),
  /** What CircleCI finds wrong with it. */
  issues: list(z.string()),
});

export const otel = {
  list: endpoint({
    method: 'GET',
    path: '/otel/exporters',
    query: z.strictObject({ 'org-id': uuid }),
    response: items(Exporter),
    cloudOnly: true,
  }),
  create: endpoint({
    method: 'POST',
    path: '/otel/exporters',
    body: z.strictObject({
      org_id: uuid,
      endpoint: z.string().min(1),
      protocol: z.enum(['grpc', 'http']),
      insecure: z.boolean().default(false),
      headers: z.record(z.string(), z.string()).optional(),
    }),
    response: Exporter.extend({ id: maybeText }),
    cloudOnly: true,
    secretKeys: ['headers'],
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/otel/exporters/{id}',
    response: Acknowledged,
    cloudOnly: true,
  }),
};
