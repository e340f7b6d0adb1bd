import { parseArgs } from 'node:util';
import { powerRelayConfigSchema } from '../../contract/terminal-config.ts';
import { lineFromArguments, makeTransport } from '../transport/index.ts';
import { ModbusPowerRelay } from './modbus-power-relay.ts';

const usage = `usage: npm run device -- power-relay (--tcp host:port | --serial path[:baud]) [--unit 1] [--relay 1]
       [--pulse hardware|host] [--first-coil 0|1] [--on-value FF00|0100] [--off milliseconds]
       (--status | --cycle)

--status  says whether the device on this relay has power
--cycle   cuts its power for so long (5000 ms) and says whether it was seen to go and to come back`;

const { values } = parseArgs({
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    unit: { type: 'string', default: '1' },
    relay: { type: 'string', default: '1' },
    pulse: { type: 'string', default: 'hardware' },
    'first-coil': { type: 'string', default: '0' },
    'on-value': { type: 'string', default: 'FF00' },
    off: { type: 'string', default: '5000' },
    status: { type: 'boolean', default: false },
    cycle: { type: 'boolean', default: false },
  },
});

// By hand the relay alone is meant; under what name hangs on it says the terminal's configuration.
const device = 'receipt-printer';
const config = powerRelayConfigSchema.safeParse({
  driver: 'modbus-relay',
  transport: lineFromArguments(values),
  unitId: Number(values.unit),
  pulse: values.pulse,
  firstCoil: Number(values['first-coil']),
  onValue: values['on-value'],
  offMs: Number(values.off),
  outlets: { [device]: Number(values.relay) },
});
const connectMs = 5000;

if (!config.success || values.status === values.cycle) {
  console.error(usage);
  for (const { path, message } of config.error?.issues ?? []) console.error(`${path.join('.')}: ${message}`);
  process.exitCode = 2;
} else {
  const { transport, ...board } = config.data;
  const relay = new ModbusPowerRelay({ ...board, transport: makeTransport(transport) });
  relay.start();
  for await (const { state } of relay.status.follow(AbortSignal.timeout(connectMs))) {
    if (state === 'online') break;
  }
  const { state, fault, outlets } = relay.status.value;
  console.log(JSON.stringify({ state, fault, power: outlets[0]?.power }));
  if (state !== 'online') process.exitCode = 1;
  else if (values.cycle) {
    const completion = await relay.cyclePower(device, AbortSignal.timeout(connectMs));
    console.log(JSON.stringify(completion));
    if (completion.effect !== 'done') process.exitCode = 1;
  }
  await relay.stop();
}
