import type { Acknowledgement, BotRequest, Transport } from './transport.ts';

/** One request the bot was sent, and what came of it. */
export interface Delivery {
  readonly request: BotRequest;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly acknowledgement: Acknowledgement;
  /** What Slack would refuse about the acknowledgement's body; empty when it was fine. */
  problems: readonly string[];
}

export interface Courier {
  /** Oldest first; at most the last 2,000. */
  readonly list: readonly Delivery[];
  send(request: BotRequest): Promise<Delivery>;
}

const KEPT = 2000;

/** Sends through a transport and keeps a record. */
export function createCourier(transport: Transport): Courier {
  const list: Delivery[] = [];
  return {
    list,
    async send(request) {
      const at = Date.now();
      const acknowledgement = await transport.send(request);
      const delivery: Delivery = { request, at, acknowledgement, problems: [] };
      list.push(delivery);
      if (list.length > KEPT) list.shift();
      return delivery;
    },
  };
}
