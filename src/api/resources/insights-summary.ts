import { z } from 'zod';
import { list, maybe, maybeNumber, maybeText } from './common.ts';

/** Metrics of the window, and trends: this window's figure divided by that of the window before. */

const Totals = z.object({
  total_runs: maybeNumber,
  total_duration_secs: maybeNumber,
  total_credits_used: maybeNumber,
  success_rate: maybeNumber,
  throughput: maybeNumber,
});
const WorkflowTotals = z.object({
  total_runs: maybeNumber,
  total_credits_used: maybeNumber,
  success_rate: maybeNumber,
  p95_duration_secs: maybeNumber,
});
const ProjectTotals = Totals.omit({ throughput: true });

const both = <T extends z.ZodType>(totals: T) => ({ metrics: totals, trends: maybe(totals) });

export const ProjectSummary = z.object({
  org_id: maybeText,
  project_id: maybeText,
  project_data: maybe(z.object(both(Totals))),
  project_workflow_data: list(z.object({ workflow_name: z.string(), ...both(WorkflowTotals) })),
  project_workflow_branch_data: list(
    z.object({ workflow_name: z.string(), branch: z.string(), ...both(WorkflowTotals) }),
  ),
  all_branches: list(z.string()),
  all_workflows: list(z.string()),
});

export const OrgSummary = z.object({
  org_data: maybe(z.object(both(Totals))),
  org_project_data: list(z.object({ project_name: z.string(), ...both(ProjectTotals) })),
  all_projects: list(z.string()),
});
