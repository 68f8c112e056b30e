import { parseArgs } from 'node:util';
import { checkApi } from './check-api/check.ts';
import { type Operation, readOperations } from './check-api/openapi.ts';

/**
 * `npm run check:api -- --spec FILE`: says where the client's rows and an OpenAPI description of CircleCI's API v2
 * differ: operations without a row, rows without an operation, schemas that refuse what the description allows.
 * Ends with 0 when they agree, 1 when they do not, 2 when there is nothing to compare with.
 */
const { operations, rows, notes, problems } = checkApi(read());
for (const note of notes) console.log(`note: ${note}`);
for (const problem of problems) console.log(`PROBLEM: ${problem}`);
console.log(`${operations} operations described, ${rows} rows of API v2, ${problems.length} problems.`);
if (problems.length > 0) process.exitCode = 1;

function read(): Operation[] {
  try {
    const { values } = parseArgs({ options: { spec: { type: 'string' } } });
    if (values.spec === undefined) throw new Error('say which: npm run check:api -- --spec openapi.json');
    return readOperations(values.spec);
  } catch (error) {
    console.error(`No description to check against: ${error instanceof Error ? error.message : error}`);
    process.exit(2);
  }
}
