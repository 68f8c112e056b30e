import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Route } from './server.ts';

interface Options {
  readonly metrics: Pick<Metrics, 'render' | 'contentType'>;
  readonly log: Logger;
  /** Brings figures up to date that are read only when asked for, such as how full the queues are. */
  readonly refresh?: () => Promise<void>;
}

/** `/metrics` in Prometheus' text format. When refreshing fails, what is known is served all the same. */
export function metricsRoute({ metrics, log, refresh }: Options): Route {
  return {
    path: '/metrics',
    methods: ['GET'],
    async handle(_req, res) {
      await refresh?.().catch((error: unknown) => log.warn({ err: error }, 'metrics are not up to date'));
      const text = await metrics.render();
      res.writeHead(200, { 'content-type': metrics.contentType, 'content-length': Buffer.byteLength(text) });
      res.end(text);
    },
  };
}
