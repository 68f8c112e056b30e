import { describeOnEachEngine } from '../support/database.ts';
import { recovery } from './recovery.ts';

describeOnEachEngine('the program', recovery);
