/** One thing Slack would refuse: what, and where as a JSON pointer. */
export interface Problem {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** Collects problems while a value is walked. */
export interface Report {
  readonly problems: Problem[];
  add(pointer: string, code: string, message: string): void;
}

/** An empty report. */
export function createReport(): Report {
  const problems: Problem[] = [];
  return {
    problems,
    add(pointer, code, message) {
      problems.push({ pointer, code, message });
    },
  };
}

/** The problems in the words of `response_metadata.messages`: `[ERROR] … [json-pointer:/blocks/0]`. */
export function inSlacksWords(problems: readonly Problem[]): string[] {
  return problems.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
}
