export { type DispenserConfig, type DispenserTimes, makeDispenser } from './drivers.ts';
export type { Dispenser, Refill } from './port.ts';
export { serveDispenser } from './serve.ts';
export type { MovePhase, SimulatedBody, SimulatedBodyOptions } from './simulated-body.ts';
export { SimulatedCrt591, type SimulatedCrt591Options } from './simulated-crt-591.ts';
export { SimulatedK720, type SimulatedK720Options } from './simulated-k720.ts';
