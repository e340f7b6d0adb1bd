export { type BootClock, systemBootClock } from './boot-clock.ts';
export { type ClockEvent, ClockWatch } from './clock-watch.ts';
export { askSynchronised } from './synchronisation.ts';
