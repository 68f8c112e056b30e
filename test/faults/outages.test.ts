import { describe } from 'vitest';
import { outages } from './outages.ts';

describe('cards while everything else is in trouble', outages);
