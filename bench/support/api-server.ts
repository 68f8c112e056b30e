import { createServer } from 'node:http';
import { WORKFLOW } from './api-samples.ts';
import { listen } from './listen.ts';

/** Answers everything with one workflow, as bare as a server can be, in a process of its own. */
const body = Buffer.from(JSON.stringify(WORKFLOW));
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
const port = await listen(server);
process.on('message', () => process.send?.({ port }));
