export { nearest, slips } from '../domain/nearest.ts';
