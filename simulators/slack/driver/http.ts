import type { Bootstrap } from '../protocol.ts';

/** The `/client` protocol as functions; what the page does with fetch, tests do with this. */
export interface ClientHttp {
  bootstrap(user: string): Promise<Bootstrap>;
  /** @throws Error naming path and error when the simulator refuses the input (4xx) */
  post(path: string, body: unknown): Promise<unknown>;
  /** @throws Error naming the path when the simulator refuses (4xx) */
  text(path: string, query: Readonly<Record<string, string>>): Promise<string>;
}

/** Speaks to the simulator at the address `url()` gives. */
export function createClientHttp(url: () => string): ClientHttp {
  return {
    async bootstrap(user) {
      const response = await fetch(`${url()}/client/bootstrap?user=${encodeURIComponent(user)}`);
      if (!response.ok) throw new Error(`bootstrap of ${user}: ${await response.text()}`);
      return (await response.json()) as Bootstrap;
    },
    async text(path, query) {
      const response = await fetch(`${url()}${path}?${new URLSearchParams(query)}`);
      const answer = await response.text();
      if (!response.ok) throw new Error(`${path} refused ${JSON.stringify(query)}: ${answer}`);
      return answer;
    },
    async post(path, body) {
      const response = await fetch(`${url()}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      if (!response.ok) {
        throw new Error(`${path} refused ${JSON.stringify(body)}: ${JSON.stringify(answer)}`);
      }
      return answer;
    },
  };
}
