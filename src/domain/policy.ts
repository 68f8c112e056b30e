import { GOVERNED_ACTIONS } from './governed.ts';

/** What a policy can speak of: what is done in CircleCI, and what of the bot itself not everyone need have. */
export const POLICY_ACTIONS = [
  ...GOVERNED_ACTIONS,
  'subscribe',
  'audit',
  'lock',
  'stop',
  'admin',
  'mute',
] as const;

export type PolicyAction = (typeof POLICY_ACTIONS)[number];

/** A list that is null says nothing: anything fits. */
export interface RuleWhere {
  readonly project: readonly string[] | null;
  readonly branch: readonly string[] | null;
  readonly tag: readonly string[] | null;
  readonly workflow: readonly string[] | null;
  readonly job: readonly string[] | null;
  readonly channel: readonly string[] | null;
}

export interface RuleWho {
  /** `U…` of the home workspace, or `T…:U…`. */
  readonly users: readonly string[];
  /** Slack's user groups, `S…`. */
  readonly groups: readonly string[];
  /** Every full member of the workspace. */
  readonly everyone: boolean;
}

export interface TimeWindow {
  /** 1 for Monday to 7 for Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight; `to` is not in it. From 22:00 to 06:00 it belongs to the day on which it begins. */
  readonly from: number;
  readonly to: number;
  /** Of the IANA database, such as `Europe/Berlin`. */
  readonly zone: string;
}

export interface PolicyRule {
  readonly name: string;
  readonly effect: 'allow' | 'deny';
  readonly actions: readonly PolicyAction[];
  readonly where: RuleWhere;
  readonly who: RuleWho;
  /** With a token of one's own. */
  readonly linked: boolean;
  /** Not by whoever started what it is about. */
  readonly notStarter: boolean;
  readonly reason: boolean;
  /** How many people it takes. */
  readonly approvers: number;
  readonly window: TimeWindow | null;
  /** They are shown what exactly will be done, and have to say yes to that. */
  readonly confirm: boolean;
  /** In the file, from 1. */
  readonly line: number;
}

/** A file of rules, checked. */
export interface Policy {
  readonly rules: readonly PolicyRule[];
  /** The beginning of the file's SHA-256: which version decided. */
  readonly digest: string;
}

/** Who may do what a person was refused, for telling that person whom to ask. */
export interface OthersMay {
  /** What was refused; a rejection is judged by the rules for approvals and named as what it is. */
  readonly action: PolicyAction | 'reject';
  /** Ids of people of the home workspace and of user groups, without the person. */
  readonly named: readonly string[];
  /** A rule allows it to every member. */
  readonly everyone: boolean;
  /** The names of the rules that allow it to them. */
  readonly rules: readonly string[];
  /** In what the places differ where rules allow it to the person. */
  readonly elsewhere: readonly (keyof RuleWhere)[];
}
