import { describeWithDatabase } from '../support/database.ts';
import { recovery } from './recovery.ts';

describeWithDatabase('the program', recovery);
