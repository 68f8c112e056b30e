import { describeOnEngine } from '../support/database.ts';
import { survival } from './survival.ts';

// With the other engine's, 50 kills during 2,000 events.
describeOnEngine('the program', 'postgres', (engine) => survival(engine, { events: 1_200, kills: 30 }));
