import { describe } from 'vitest';
import { survival } from './survival.ts';

// Vitest starts the largest file first. This one takes as long as all others together, which run next to it; therefore
// these lines stand here, and what the others do is in files of their own.
describe('the bot', () => survival('program', { events: 2_000, kills: 50 }));
