import { describe } from 'vitest';
import { survival } from './survival.ts';

describe('the bot', () => survival('server', { events: 600, kills: 10 }));
