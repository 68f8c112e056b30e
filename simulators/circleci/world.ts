import type { SimulatedContext } from './contexts.ts';
import { UUID } from './identity.ts';
import type { Job, Person, Pipeline, Project, Workflow } from './model.ts';

/** Older pipelines than these are forgotten, so that a long benchmark does not fill the memory. */
const KEPT_PIPELINES = 5_000;

/** The simulator's memory and how things are found in it. */
export interface World {
  readonly projects: readonly Project[];
  readonly people: readonly Person[];
  readonly contexts: readonly SimulatedContext[];
  /** Newest first. */
  readonly pipelines: readonly Pipeline[];
  addPipeline(pipeline: Pipeline): void;
  addProject(project: Project): void;
  /** The project and all of its pipelines answer 404 from now on: it was deleted, or may no longer be seen. */
  removeProject(project: Project): void;
  /**
   * @param slug any spelling: `gh/…` or `github/…`, `bb/…` or `bitbucket/…`, `circleci/<org>/<project>` with
   *   short ids or UUIDs, or a project's UUID alone
   */
  findProject(slug: string): Project | undefined;
  findPipeline(id: string): Pipeline | undefined;
  findWorkflow(id: string): Workflow | undefined;
  /** The job as the newest workflow lists it: a rerun from failed lists the jobs it reuses again. */
  findJob(id: string): Job | undefined;
  findJobByNumber(project: Project, number: number): Job | undefined;
  findPerson(id: string): Person | undefined;
}

const SHORT: Readonly<Record<string, string>> = {
  github: 'gh',
  gh: 'gh',
  bitbucket: 'bb',
  bb: 'bb',
  circleci: 'circleci',
};
const LONG: Readonly<Record<string, string>> = { gh: 'github', bb: 'bitbucket', circleci: 'circleci' };

/** @returns the slug as webhooks and the web app write it: `github/…`, `bitbucket/…`, `circleci/…` */
export function longSlug(project: Project): string {
  const [vcs = '', ...rest] = project.slug.split('/');
  return [LONG[vcs] ?? vcs, ...rest].join('/');
}

export function createWorld(
  initialProjects: readonly Project[],
  users: readonly Person[],
  contexts: readonly SimulatedContext[] = [],
): World {
  const projects = [...initialProjects];
  const pipelines: Pipeline[] = [];
  const people = [...users, ...initialProjects.flatMap((project) => project.people)];

  function addPipeline(pipeline: Pipeline): void {
    pipelines.unshift(pipeline);
    pipelines.length = Math.min(pipelines.length, KEPT_PIPELINES);
  }

  function removeProject(project: Project): void {
    projects.splice(projects.indexOf(project), 1);
    const others = pipelines.filter((pipeline) => pipeline.project !== project);
    pipelines.splice(0, pipelines.length, ...others);
  }

  function findProject(slug: string): Project | undefined {
    if (UUID.test(slug)) return projects.find((project) => project.id === slug.toLowerCase());
    const [vcs = '', org, name] = slug.split('/');
    const short = `${SHORT[vcs]}/${org}/${name}`;
    return projects.find(
      (project) =>
        project.slug === short ||
        (project.slug.startsWith('circleci/') &&
          `circleci/${project.organization.id}/${project.id}` === short),
    );
  }

  function findWorkflow(id: string): Workflow | undefined {
    for (const pipeline of pipelines) {
      const found = pipeline.workflows.find((workflow) => workflow.id === id);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function findJobWhere(matches: (job: Job) => boolean): Job | undefined {
    for (const pipeline of pipelines) {
      for (const workflow of pipeline.workflows.toReversed()) {
        const found = workflow.jobs.find(matches);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  return {
    projects,
    people,
    contexts,
    pipelines,
    addPipeline,
    addProject: (project) => {
      projects.push(project);
    },
    removeProject,
    findProject,
    findPipeline: (id) => pipelines.find((pipeline) => pipeline.id === id),
    findWorkflow,
    findJob: (id) => findJobWhere((job) => job.id === id),
    findJobByNumber: (project, number) =>
      findJobWhere((job) => job.number === number && job.workflow.pipeline.project === project),
    findPerson: (id) => people.find((person) => person.id === id),
  };
}
