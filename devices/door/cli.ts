import { parseArgs } from 'node:util';
import { doorOpeningSchema } from '../../contract/devices/door.ts';
import { doorConfigSchema } from '../../contract/terminal-config.ts';
import { lineFromArguments, makeTransport } from '../transport/index.ts';
import { ModbusRelayDoor } from './modbus-relay.ts';

const usage = `usage: npm run device -- door (--tcp host:port | --serial path[:baud]) [--unit 1] [--relay 1]
       [--pulse hardware|host] [--first-coil 0|1] [--on-value FF00|0100] [--contact input[:open|closed]]
       (--status | --open milliseconds)

--status  says whether the lock holds and what the contact at the door tells
--open    lets the lock go for so long and says whether that was seen`;

const { values } = parseArgs({
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    unit: { type: 'string', default: '1' },
    relay: { type: 'string', default: '1' },
    pulse: { type: 'string', default: 'hardware' },
    'first-coil': { type: 'string', default: '0' },
    'on-value': { type: 'string', default: 'FF00' },
    contact: { type: 'string' },
    status: { type: 'boolean', default: false },
    open: { type: 'string' },
  },
});

const [input, setWhen] = values.contact?.split(':') ?? [];
const config = doorConfigSchema.safeParse({
  driver: 'modbus-relay',
  transport: lineFromArguments(values),
  unitId: Number(values.unit),
  relay: Number(values.relay),
  pulse: values.pulse,
  firstCoil: Number(values['first-coil']),
  onValue: values['on-value'],
  ...(input ? { contact: { input: Number(input), ...(setWhen ? { setWhen } : {}) } } : {}),
});
const opening = doorOpeningSchema.safeParse({
  commandId: crypto.randomUUID(),
  pulseMs: Number(values.open ?? 1000),
});
const connectMs = 5000;

if (!config.success || !opening.success || values.status === (values.open !== undefined)) {
  console.error(usage);
  const issues = [...(config.error?.issues ?? []), ...(opening.error?.issues ?? [])];
  for (const { path, message } of issues) console.error(`${path.join('.')}: ${message}`);
  process.exitCode = 2;
} else {
  const { transport, ...wiring } = config.data;
  const door = new ModbusRelayDoor({ ...wiring, transport: makeTransport(transport) });
  door.start();
  for await (const { state } of door.status.follow(AbortSignal.timeout(connectMs))) {
    if (state === 'online') break;
  }
  console.log(JSON.stringify(door.status.value));
  if (door.status.value.state !== 'online') process.exitCode = 1;
  else if (values.open !== undefined) {
    const completion = await door.openDoor(opening.data, AbortSignal.timeout(connectMs));
    console.log(JSON.stringify(completion));
    if (completion.effect !== 'done') process.exitCode = 1;
    // A pulse made by this program has to be ended by it.
    for await (const { lock } of door.status.follow(AbortSignal.timeout(opening.data.pulseMs + connectMs))) {
      if (lock === 'locked') break;
    }
  }
  await door.stop();
}
