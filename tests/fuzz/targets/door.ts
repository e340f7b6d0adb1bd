import { SimulatedRelayBoard } from '../../../devices/door/index.ts';
import {
  coilValue,
  modbusBits,
  modbusException,
  modbusFunction,
  modbusReplyShape,
  modbusRequest,
  modbusRequestShape,
  pulseAddress,
} from '../../../devices/door/modbus-codec.ts';
import { type FuzzTarget, frameTarget, unitTarget } from '../target.ts';

const unit = 1;
const readCoils = modbusRequest.encode({ unit, function: modbusFunction.readCoils, address: 0, value: 8 });
const readInputs = modbusRequest.encode({ unit, function: modbusFunction.readInputs, address: 0, value: 8 });
const commands = [
  modbusRequest.encode({ unit, function: modbusFunction.writeCoil, address: pulseAddress, value: 20 }),
  modbusRequest.encode({ unit, function: modbusFunction.writeCoil, address: 0, value: coilValue.FF00 }),
];

export const doorTargets: readonly FuzzTarget[] = [
  frameTarget(
    'door Modbus replies',
    modbusReplyShape(unit),
    [
      modbusBits.encode({ unit, function: modbusFunction.readCoils, bits: 1 }),
      modbusException.encode({ unit, function: modbusFunction.writeCoil | 0x80, exception: 2 }),
      ...commands,
    ],
    (frame) => {
      modbusBits.decode(frame);
      modbusException.decode(frame);
      modbusRequest.decode(frame);
    },
  ),
  frameTarget(
    'door Modbus requests',
    modbusRequestShape(unit),
    [readCoils, readInputs, ...commands],
    (frame) => {
      modbusRequest.decode(frame);
    },
  ),
  unitTarget('door Modbus unit', {
    makeUnit: (clock) =>
      new SimulatedRelayBoard({
        clock,
        unitId: unit,
        relay: 1,
        pulse: 'hardware',
        firstCoil: 0,
        onValue: 'FF00',
        contact: { input: 1, setWhen: 'open' },
      }),
    questions: [readInputs],
    commands: [readCoils, ...commands],
    flushBytes: 8,
  }),
];
