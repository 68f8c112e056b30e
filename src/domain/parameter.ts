/** Pipeline parameters as a project's configuration declares them, and what people give for them. */

export type ParameterValue = string | number | boolean;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** `other`: a type that CircleCI added later; its value is passed on as it was given. */
export type ParameterType = 'string' | 'boolean' | 'integer' | 'enum' | 'other';

export interface DeclaredParameter {
  readonly name: string;
  readonly type: ParameterType;
  /** The type in the configuration's own word. */
  readonly typeName: string;
  readonly description: string | null;
  /** What counts when nothing is given; null: something has to be given. */
  readonly fallback: ParameterValue | null;
  /** Of an `enum`; empty for the others. */
  readonly options: readonly string[];
}

/** What a run may be given, and where that was read. */
export interface Declared {
  readonly parameters: readonly DeclaredParameter[];
  /** Whose configuration it is. */
  readonly pipelineNumber: number;
  /** The branch or tag of that pipeline; null when it has neither. */
  readonly readOn: string | null;
  /**
   * True when that pipeline ran on what is to be run, from the same definition: then what it does not declare is a
   * mistake. Else the configuration is another one's, and only a hint.
   */
  readonly exact: boolean;
}

/** One value that CircleCI would not take. */
export interface ParameterProblem {
  readonly name: string;
  readonly kind: 'unknown' | 'not-integer' | 'not-boolean' | 'not-in-enum' | 'missing' | 'too-long';
  /** For `not-in-enum` what it may be, for `unknown` which names come near. */
  readonly choices: readonly string[];
}

/** Source: CircleCI API v2 description, request body of `pipeline/run`. */
export const MOST_PARAMETERS = 100;
export const LONGEST_KEY = 128;
export const LONGEST_VALUE = 512;
