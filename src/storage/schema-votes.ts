import type { Time } from './schema-time.ts';

/** The tables of approvals that take several people, and of who stands in for whom. */

/** One person's approval of one hold. It is one of this very hold: a rerun's is another. */
export interface VotesTable {
  workflow_id: string;
  job_id: string;
  team_id: string;
  user_id: string;
  /** Whose right was used: their own id, or that of whoever delegated to them. */
  right_of: string;
  pipeline_id: string;
  /** Where it was given; rules about channels are asked again with it. */
  channel_id: string | null;
  reason: string | null;
  /** As the rules said when they were last asked. */
  counts: boolean;
  /** How many people it takes, as the rules said when they were last asked. */
  needed: number;
  voted_at: Time;
}

/** Until when somebody's right to approve is another's, too. One a person. */
export interface DelegationsTable {
  team_id: string;
  from_user: string;
  to_user: string;
  reason: string | null;
  made_at: Time;
  until: Time;
}

export interface VoteTables {
  votes: VotesTable;
  delegations: DelegationsTable;
}
