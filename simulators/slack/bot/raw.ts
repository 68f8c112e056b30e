import type { Agent } from 'node:http';
import type { Settings } from '../defaults.ts';
import type { HttpTransport } from './http-transport.ts';
import { post, type RawRequest, type RawResponse } from './post.ts';
import { sign } from './signature.ts';

export interface RawInput {
  readonly body: string | Buffer;
  /** `application/x-www-form-urlencoded` unless said otherwise. */
  readonly contentType?: string;
  /** Seconds since 1970; now unless said otherwise. */
  readonly timestamp?: number;
  /** The right one for body and timestamp unless said otherwise. */
  readonly signature?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawSender {
  /** The last request to the bot again: the same bytes, the same timestamp and signature. */
  redeliver(): Promise<RawResponse>;
  /** Any request: forged, future-dated, broken. */
  sendRaw(input: RawInput): Promise<RawResponse>;
}

/** What an attacker or a confused network sends. Only for HTTP: Socket Mode has no signatures. */
export function createRawSender(settings: Settings, transport: HttpTransport, agent: Agent): RawSender {
  const send = (request: RawRequest) => post(request, agent, AbortSignal.timeout(settings.ackTimeoutMs));
  return {
    redeliver() {
      if (transport.last === null) throw new Error('Nothing was sent to the bot over HTTP yet.');
      return send(transport.last);
    },
    sendRaw({ body, contentType, timestamp, signature, headers }) {
      if (transport.requestUrl === null) throw new Error('Call connect({ requestUrl }) first.');
      const bytes = Buffer.from(body);
      const at = timestamp ?? Math.floor(Date.now() / 1000);
      return send({
        url: transport.requestUrl,
        body: bytes,
        headers: {
          'content-type': contentType ?? 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': String(at),
          'x-slack-signature': signature ?? sign(settings.signingSecret, at, bytes),
          ...headers,
        },
      });
    },
  };
}
