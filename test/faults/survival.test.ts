import { describeWithDatabase } from '../support/database.ts';
import { survival } from './survival.ts';

describeWithDatabase('the program', (databases) => survival(databases, { events: 2_000, kills: 50 }));
