export { Board8aLocker, type Board8aOptions } from './board-8a.ts';
export type { Opening, PickupLocker } from './port.ts';
export { servePickupLocker } from './serve.ts';
export {
  type SimulatedBoardOptions,
  type SimulatedCell,
  SimulatedPickupLocker,
  type SimulatedPickupLockerOptions,
} from './simulator.ts';
