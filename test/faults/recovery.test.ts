import { describe } from 'vitest';
import { recovery } from './recovery.ts';

describe('the bot', recovery);
