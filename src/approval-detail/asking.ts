/** How CircleCI is asked: a person waits for `interactive` calls, `background` ones give way to them. */
export interface Asking {
  readonly priority: 'interactive' | 'background';
}
