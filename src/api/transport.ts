import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { HttpMethod } from './endpoint.ts';

/** One HTTP exchange, ready to be sent. */
export interface WireRequest {
  readonly origin: string;
  /** With query. */
  readonly path: string;
  readonly method: HttpMethod;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface ExchangeOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly maxBodyBytes: number;
}

/** Why there is no answer to read. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly kind: 'timeout' | 'too_large' | 'connection';
  /** False when not a byte of the request can have left: there was no connection yet. */
  readonly sent: boolean;

  constructor(kind: ExchangeError['kind'], sent: boolean, cause?: unknown) {
    super(kind, { cause });
    this.kind = kind;
    this.sent = sent;
  }
}

/**
 * Sends one request and reads the whole answer. Redirects are answers too: they are never followed, so the token
 * never reaches a host that was not configured.
 *
 * This is undici's `dispatch`, not its `request`: no stream and no AbortController for each call, a limit on the
 * body that holds for any dispatcher, and it tells whether anything was sent. See decision 0021.
 *
 * @throws ExchangeError; or the signal's reason when that is aborted
 */
export function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  options: ExchangeOptions,
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const collector = new Collector(options, resolve, reject);
    if (collector.begin()) dispatcher.dispatch(request, collector);
  });
}

class Collector implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions;
  readonly #resolve: (response: WireResponse) => void;
  readonly #reject: (reason: unknown) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(
    options: ExchangeOptions,
    resolve: (response: WireResponse) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** @returns false when the caller has given up already */
  begin(): boolean {
    const { signal, timeoutMs } = this.#options;
    if (signal?.aborted === true) {
      this.#fail(signal.reason);
      return false;
    }
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#timer = setTimeout(() => this.#fail(new ExchangeError('timeout', this.#wasSent())), timeoutMs);
    return true;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection: it must not be sent any more.
    if (this.#isOver) controller.abort(new Error('given up'));
    else this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
    if (Number(headers['content-length'] ?? 0) > this.#options.maxBodyBytes) this.#failTooLarge();
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    if (this.#size > this.#options.maxBodyBytes) this.#failTooLarge();
  }

  onResponseEnd(): void {
    if (!this.#end()) return;
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, text: body.toString('utf8') });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(new ExchangeError('connection', this.#wasSent(), error));
  }

  readonly #onAbort = (): void => this.#fail(this.#options.signal?.reason);

  #failTooLarge(): void {
    this.#fail(new ExchangeError('too_large', true));
  }

  #fail(reason: unknown): void {
    if (!this.#end()) return;
    this.#reject(reason);
    this.#controller?.abort(new Error('given up'));
  }

  #wasSent(): boolean {
    return this.#controller !== null;
  }

  /** @returns false when it was over before */
  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    return true;
  }
}
