import { describeOnEngine } from '../support/database.ts';
import { outages } from './outages.ts';

describeOnEngine('cards while everything else is in trouble', 'pglite', outages);
