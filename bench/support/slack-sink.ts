import { createServer } from 'node:http';
import { listen } from './listen.ts';

export const TEAM = 'T0BENCH001';
export const USER = 'U0BENCH001';

/**
 * Slack's side of a command, as cheap as it can be: who the bot is, who the person is, and a place for private
 * answers. The simulator is stricter, and would be what is measured.
 */
export async function startSlackSink() {
  let answered = 0;
  const answers: Readonly<Record<string, object>> = {
    '/api/auth.test': { ok: true, team_id: TEAM, user_id: 'U0BENCHBOT', bot_id: 'B0BENCHBOT' },
    '/api/users.info': {
      ok: true,
      user: { id: USER, team_id: TEAM, name: 'bench', locale: 'en-US', profile: { display_name: 'bench' } },
    },
  };
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/response/')) answered += 1;
    request.resume().on('end', () => {
      const body = JSON.stringify(answers[request.url ?? ''] ?? { ok: true });
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    /** How many private answers have come so far. */
    get answered() {
      return answered;
    },
    async stop(): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
