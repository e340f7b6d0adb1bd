export { type ChoreReport, Chores, type ChoreWork, nextTimeOfDay } from './chores.ts';
