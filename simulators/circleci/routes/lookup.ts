import { found } from '../http/reply.ts';
import type { Exchange } from '../http/route.ts';
import type { Job, Pipeline, Project, Workflow } from '../model.ts';
import type { Simulation } from '../simulation.ts';

/** What a path names, or a 404. Private things answer 404 too, so these texts give nothing away. */

export function projectOf({ world }: Simulation, { params }: Exchange): Project {
  return found(world.findProject(params.slug ?? ''), 'Project does not exist.');
}

export function pipelineOf({ world }: Simulation, { params }: Exchange): Pipeline {
  return found(world.findPipeline(params.id ?? ''), 'Pipeline not found');
}

export function workflowOf({ world }: Simulation, { params }: Exchange): Workflow {
  return found(world.findWorkflow(params.id ?? ''), 'Workflow not found');
}

export function jobOf({ world }: Simulation, { params }: Exchange): Job {
  return found(world.findJob(params.id ?? ''), 'Job not found');
}

/** The job of a number; approval jobs have a number and no details. Source: CIAnalyzer, pull request 1125. */
export function buildJobOf(simulation: Simulation, exchange: Exchange): Job {
  const job = simulation.world.findJobByNumber(projectOf(simulation, exchange), Number(exchange.params.n));
  return found(job?.plan.type === 'build' ? job : undefined, 'Job not found');
}
