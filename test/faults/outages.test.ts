import { describeWithDatabase } from '../support/database.ts';
import { outages } from './outages.ts';

describeWithDatabase('cards while everything else is in trouble', outages);
