export { Board8aLocker, type Board8aOptions } from './board-8a.ts';
export { lockerFaultTexts } from './fault-texts.ts';
export { KerongCu16Locker, type KerongCu16Options } from './kerong-cu16.ts';
export { KerongCu48Locker, type KerongCu48Options } from './kerong-cu48.ts';
export type { Opening, PickupLocker } from './port.ts';
export { servePickupLocker } from './serve.ts';
export type { SimulatedBoardOptions, SimulatedCell } from './simulated-boards.ts';
export { SimulatedPickupLocker, type SimulatedPickupLockerOptions } from './simulator.ts';
