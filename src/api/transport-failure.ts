import { connectionCode, isCertificateProblem } from './connection.ts';
import type { Call } from './context.ts';
import { CircleCIError, type CircleCIErrorCode } from './errors.ts';
import { ExchangeError, type ExchangeOptions } from './transport.ts';

/**
 * @param error what `exchange` threw
 * @returns the error to throw instead: a CircleCIError, or the reason of the caller's signal unchanged
 */
export function transportFailure(call: Call, error: unknown, options: ExchangeOptions): unknown {
  if (!(error instanceof ExchangeError)) return error;
  const { code, problem } = describe(error, options);
  const outcomeUnknown = error.sent && call.row.method !== 'GET';
  const { id: endpoint, secrets } = call;
  return new CircleCIError({ code, endpoint, problem, outcomeUnknown, secrets, cause: error.cause });
}

function describe(
  error: ExchangeError,
  options: ExchangeOptions,
): { readonly code: CircleCIErrorCode; readonly problem: string } {
  switch (error.kind) {
    case 'timeout':
      return { code: 'timeout', problem: `no answer within ${Math.round(options.timeoutMs)} ms` };
    case 'too_large':
      return {
        code: 'unexpected_response',
        problem: `the answer is longer than ${options.maxBodyBytes} bytes, which is the most that is read`,
      };
    case 'connection': {
      const code = connectionCode(error.cause);
      return isCertificateProblem(code)
        ? {
            code: 'unexpected_response',
            problem: `the certificate of the configured address is not trusted (${code})`,
          }
        : { code: 'unavailable', problem: `the connection failed (${code})` };
    }
  }
}
