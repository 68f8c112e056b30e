/** One object as CircleCI answers `GET /workflow/{id}`. */
export const WORKFLOW = {
  pipeline_id: '5034460f-c7c4-4c43-9457-de07e2029e7b',
  id: 'fda08377-fe7e-46b1-8992-3a7aaecac9c3',
  name: 'build-and-deploy',
  project_slug: 'gh/acme/web',
  tag: null,
  status: 'running',
  started_by: '03987f6a-4c27-4dc1-b6ab-c7e83bb3e713',
  pipeline_number: 2511,
  created_at: '2026-09-21T17:29:21.042Z',
  stopped_at: null,
};

/** A page of `GET /insights/{project-slug}/workflows/{workflow-name}` with so many runs. */
export function pageOfRuns(count: number): string {
  const items = Array.from({ length: count }, (_, index) => ({
    id: `fda08377-fe7e-46b1-8992-${String(index).padStart(12, '0')}`,
    branch: index % 3 === 0 ? 'main' : `feature/number-${index}`,
    duration: 100 + index,
    created_at: '2026-09-21T17:29:21.042Z',
    stopped_at: '2026-09-21T17:32:01.042Z',
    credits_used: index * 7,
    status: index % 5 === 0 ? 'failed' : 'success',
    is_approval: false,
  }));
  return JSON.stringify({ items, next_page_token: 'a-token' });
}
