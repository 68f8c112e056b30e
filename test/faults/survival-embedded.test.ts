import { describeOnEngine } from '../support/database.ts';
import { survival } from './survival.ts';

// With the other engine's, 50 kills during 2,000 events.
describeOnEngine('the program', 'pglite', (engine) => survival(engine, { events: 800, kills: 20 }));
