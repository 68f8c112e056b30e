import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { ActionKind, ActionState, PipelineProblem } from '../domain/pipeline.ts';
import type { ApprovalDetailsTable, UnfurlsTable } from './schema-approvals.ts';
import type { DeliveryTables } from './schema-delivery.ts';
import type { DigestTables } from './schema-digests.ts';
import type { FailureTables } from './schema-failures.ts';
import type {
  AuditHeadTable,
  AuditLogTable,
  IdentitiesTable,
  PendingRequestsTable,
} from './schema-governed.ts';
import type { LockTables } from './schema-locks.ts';
import type { NoticesTable, PeopleEmailsTable, PeopleLinksTable } from './schema-people.ts';
import type { RunningTables } from './schema-running.ts';
import type { DefaultedTime, MaybeTime, Time } from './schema-time.ts';
import type { VoteTables } from './schema-votes.ts';
import type { WaitingTables } from './schema-waiting.ts';

/** A signed delivery as it came. The key makes a second delivery of the same event do nothing. */
export interface InboxTable {
  webhook_id: string;
  event_id: string;
  type: string;
  /** Null in one stored before there was this column, or about no pipeline. */
  pipeline_id: ColumnType<string | null, string | null | undefined, string | null>;
  payload: JSONColumnType<object, string, string>;
  received_at: DefaultedTime;
  processed_at: MaybeTime;
  /** Why it could not be applied, when it was set aside. */
  problem: ColumnType<string | null, string | null | undefined, string | null>;
}

/** One project. Every other table names it by its present slug, see `projects/move.ts`. */
export interface ProjectsTable {
  /** The slug that CircleCI uses for it now, in normal form, see `domain/project-slug.ts`. */
  slug: string;
  /** CircleCI's id; null until CircleCI was asked. */
  id: string | null;
  name: string;
  default_branch: string | null;
  organization_id: ColumnType<string | null, string | null | undefined, string | null>;
  /** When CircleCI was first known to use the present slug. */
  slug_since: DefaultedTime;
  /** When CircleCI answered that there is no such project, or none that the bot's token can see. */
  gone_at: MaybeTime;
  updated_at: DefaultedTime;
}

/** Every slug by which a project is, or was, known. */
export interface ProjectSlugsTable {
  /** See `slugKey` in `domain/project-slug.ts`. */
  key: string;
  /** As it was written. */
  slug: string;
  /** The project's present slug. */
  project: string;
}

export interface PipelinesTable {
  id: string;
  project_slug: string;
  number: number | null;
  branch: string | null;
  tag: string | null;
  revision: string | null;
  repository_url: string | null;
  commit_subject: string | null;
  commit_author: string | null;
  trigger_type: string;
  trigger_actor: string | null;
  started_by: string | null;
  state: string;
  problems: JSONColumnType<PipelineProblem[], string, string>;
  /** See `domain/pipeline-identities.ts`. */
  identities: JSONColumnType<object, string | undefined, string>;
  created_at: Time;
  /** When CircleCI was last read for this pipeline. */
  observed_at: MaybeTime;
  /** When something was last found late that no webhook had told. */
  repaired_at: MaybeTime;
  /** By how much at most, in seconds; null for a pipeline that never was late. */
  late_seconds: ColumnType<number | null, number | null | undefined, number | null>;
  /** The bot no longer waits for a workflow that it does not know of. */
  wait_over: Generated<boolean>;
}

export interface WorkflowsTable {
  id: string;
  pipeline_id: string;
  name: string;
  status: string;
  created_at: Time;
  stopped_at: MaybeTime;
  jobs_complete: Generated<boolean>;
  is_setup: Generated<boolean>;
  observed_at: MaybeTime;
}

/** Keyed by workflow and id: a rerun from failed lists the jobs it reuses again, under the new workflow. */
export interface JobsTable {
  id: string;
  workflow_id: string;
  name: string;
  number: number | null;
  type: string;
  status: string;
  started_at: MaybeTime;
  stopped_at: MaybeTime;
  approval_request_id: string | null;
  position: Generated<number>;
  observed_at: MaybeTime;
}

/** A card that should be, or is, in a channel. */
export interface CardsTable {
  pipeline_id: string;
  channel_id: string;
  /** Slack's `ts`, null until posted. */
  message_ts: string | null;
  /** Hash of what Slack shows; equal to the hash of what it should show: nothing to do. */
  shown_hash: string | null;
  shown_at: MaybeTime;
  /** Set before a post is sent, so that a lost answer is looked up in the channel instead of posted again. */
  attempted_at: MaybeTime;
  /** When the first post was tried whose answer is not known; where a lost one is looked for. */
  posting_since: MaybeTime;
  /** How many updates for mere progress were made; they get rarer, see `notifications/pace.ts`. */
  progress_updates: Generated<number>;
  /** Hash of the card without its progress: a change of it is shown at once. */
  shown_edge: string | null;
  /** Slack's error code when the channel cannot be written to (archived, not a member, …). */
  problem: string | null;
  /** Who wants no more replies and mentions for it; null when nobody does. */
  muted_by: ColumnType<string | null, string | null | undefined, string | null>;
  muted_at: MaybeTime;
  created_at: DefaultedTime;
}

export interface SubscriptionsTable {
  id: Generated<string>;
  channel_id: string;
  /** A slug in normal form, or one whose last part is a glob: `gh/acme/*`. */
  project: string;
  /** Of a glob what stands before its last part, `gh/acme`; null for one project. */
  folder: string | null;
  branches: JSONColumnType<string[], string, string>;
  tags: JSONColumnType<string[], string, string>;
  workflows: JSONColumnType<string[], string, string>;
  jobs: JSONColumnType<string[], string, string>;
  authors: JSONColumnType<string[], string, string>;
  bots: boolean;
  /** Empty: the usual ones, see `domain/subscription-filter.ts`. */
  outcomes: JSONColumnType<string[], string, string>;
  /** Everything beside the filters; see `domain/subscription-options.ts` and `domain/people-options.ts`. */
  options: ColumnType<unknown, string | undefined, string>;
  /** Of two for the same channel and project the file's counts, and the command's waits beneath it. */
  source: ColumnType<'command' | 'file', 'command' | 'file' | undefined, 'command' | 'file'>;
  created_by: string;
  created_at: DefaultedTime;
}

export interface ChannelsTable {
  id: string;
  default_project: string | null;
  locale: string | null;
  updated_at: DefaultedTime;
}

/** What someone asked for in Slack, kept until CircleCI's state has been read back, and after that as a record. */
export interface ActionsTable {
  id: string;
  kind: ActionKind;
  state: ActionState;
  team_id: string;
  slack_user_id: string;
  channel_id: string | null;
  project_slug: string;
  pipeline_id: string | null;
  workflow_id: string | null;
  job_id: string | null;
  /** The request as it was understood: branch, parameters, from_failed, … */
  detail: JSONColumnType<Record<string, unknown>, string, string>;
  error: string | null;
  requested_at: DefaultedTime;
  settled_at: MaybeTime;
  /** Whoever performs it holds this until then; nobody else calls CircleCI meanwhile. */
  leased_until: MaybeTime;
  /** Set just before CircleCI is called. Once set, the call is never repeated; only the state is read back. */
  called_at: MaybeTime;
  /** When the person was told of something CircleCI reported only later (a config error, no workflow, …). */
  told_at: MaybeTime;
  /** `shared`: with the bot's token. `linked:<CircleCI user id>`: with that of the person who asked. */
  acting_as: Generated<string>;
  /** Of a run: who asked for what. Only one run of a key is pending. Null for other kinds. */
  request_key: string | null;
}

/** Slack requests already taken, so that a replay does nothing. Rows older than Slack's 5-minute window are deleted. */
export interface SeenRequestsTable {
  key: string;
  seen_at: DefaultedTime;
}

export interface PollsTable {
  project_slug: string;
  /** The appointment; one that is long past has come apart and is made anew. */
  next_at: Time;
  interval_seconds: number;
  fingerprint: string | null;
  /** Every pipeline created up to then has been compared with what is stored. */
  seen_to: MaybeTime;
}

export interface Tables
  extends DeliveryTables,
    DigestTables,
    FailureTables,
    LockTables,
    RunningTables,
    VoteTables,
    WaitingTables {
  inbox: InboxTable;
  projects: ProjectsTable;
  project_slugs: ProjectSlugsTable;
  pipelines: PipelinesTable;
  workflows: WorkflowsTable;
  jobs: JobsTable;
  cards: CardsTable;
  subscriptions: SubscriptionsTable;
  channels: ChannelsTable;
  actions: ActionsTable;
  seen_requests: SeenRequestsTable;
  polls: PollsTable;
  audit_log: AuditLogTable;
  audit_head: AuditHeadTable;
  identities: IdentitiesTable;
  pending_requests: PendingRequestsTable;
  people_links: PeopleLinksTable;
  people_emails: PeopleEmailsTable;
  notices: NoticesTable;
  approval_details: ApprovalDetailsTable;
  unfurls: UnfurlsTable;
}
