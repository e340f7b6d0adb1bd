export { doorFaultTexts, faultOfException, isRefusal } from './fault-texts.ts';
export { ModbusRelayDoor, type ModbusRelayOptions } from './modbus-relay.ts';
export type { Door } from './port.ts';
export { RelayLine } from './relay-line.ts';
export { serveDoor } from './serve.ts';
export { SimulatedRelayBoard, type SimulatedRelayBoardOptions } from './simulator.ts';
