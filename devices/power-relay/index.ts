export { ModbusPowerRelay, type ModbusPowerRelayOptions } from './modbus-power-relay.ts';
export { servePowerRelay } from './serve.ts';
