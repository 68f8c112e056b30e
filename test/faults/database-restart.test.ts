import { describe } from 'vitest';
import { databaseRestart } from './database-restart.ts';

describe('the database server', databaseRestart);
