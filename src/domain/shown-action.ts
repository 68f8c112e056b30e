/** What exactly is about to be done and where, for whoever has to confirm it: what they see is what is compared. */
export interface ShownAction {
  readonly action: string;
  readonly project: string;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly pipelineNumber: number | null;
  readonly commit: string | null;
  readonly workflow: string | null;
  /** The approval, or the jobs that are to run again. */
  readonly jobs: readonly string[];
  /** The state of the workflow when it was shown. */
  readonly status: string | null;
  /** What is given along, by name, in words. */
  readonly values: readonly (readonly [string, string])[];
  /** With the bot's token, or with their own. */
  readonly identity: 'shared' | 'linked';
}
