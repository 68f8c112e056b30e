/** The CircleCI client. The rest of the bot imports from here and from nowhere below. */
export type { Budget, BudgetState, Priority } from './budget.ts';
export {
  type ActingCircleCI,
  type ActingOptions,
  type CallOf,
  type CircleCI,
  type CircleCIOptions,
  createCircleCI,
} from './client.ts';
export type { CallOptions, ResponseInfo, Timeouts } from './context.ts';
export { CircleCIError, type CircleCIErrorCode } from './errors.ts';
export { collect, type Page, type PageEnd, type PaginateOptions, pages, paginate } from './paginate.ts';
export { type EndpointInfo, endpoints } from './registry.ts';
export type { StepLog, StepOutput, StepOutputInput } from './step-output.ts';
