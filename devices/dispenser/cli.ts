import { parseArgs } from 'node:util';
import type { Fault } from '../../contract/device-common.ts';
import { devicesConfigSchema } from '../../contract/terminal-config.ts';
import { transportFromArguments } from '../transport/index.ts';
import { makeDispenser } from './drivers.ts';
import { faultTexts } from './fault-texts.ts';

const usage = `usage: npm run device -- dispenser (--tcp host:port | --serial path[:baud])
       --driver crt-591|k720 [--address 0-15] [--straight-out]
       (--status | --dispense | --capture | --watch)

--status    says what the sensors and the storage units report
--dispense  brings one item out and says what came of it
--capture   takes an item at the gate or inside into the bin
--watch     writes every change of status and every event until it is interrupted`;

const { values } = parseArgs({
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    driver: { type: 'string' },
    address: { type: 'string', default: '0' },
    'straight-out': { type: 'boolean', default: false },
    status: { type: 'boolean', default: false },
    dispense: { type: 'boolean', default: false },
    capture: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
  },
});

const config = devicesConfigSchema.shape.dispenser
  .unwrap()
  .omit({ transport: true })
  .safeParse({
    driver: values.driver,
    address: Number(values.address),
    delivery: values['straight-out'] ? 'straight_out' : 'hold_at_gate',
  });
const transport = transportFromArguments(values);
const acts = [values.status, values.dispense, values.capture, values.watch];
const connectMs = 5000;

/** What a technician should do about it. */
function explain(fault: Fault | null): void {
  const text = Object.entries(faultTexts).find(([code]) => code === fault?.code)?.[1];
  if (text) console.log(`${text.technician.en} / ${text.technician.zh}`);
}

if (!transport || !config.success || acts.filter(Boolean).length !== 1) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const dispenser = makeDispenser(config.data, transport);
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  dispenser.start();
  for await (const { state } of dispenser.status.follow(AbortSignal.timeout(connectMs))) {
    if (state === 'online' || state === 'hardware_error') break;
  }
  const commandId = crypto.randomUUID();
  if (values.watch) {
    const events = async () => {
      for await (const event of dispenser.watchEvents(stopping.signal)) console.log(JSON.stringify(event));
    };
    const listening = events();
    for await (const status of dispenser.status.follow(stopping.signal)) console.log(JSON.stringify(status));
    await listening;
  } else if (values.status) {
    console.log(JSON.stringify(dispenser.status.value));
    explain(dispenser.status.value.fault);
    if (dispenser.status.value.state !== 'online') process.exitCode = 1;
  } else {
    const completion = values.dispense
      ? await dispenser.dispense(commandId, stopping.signal)
      : await dispenser.capture(commandId, stopping.signal);
    console.log(JSON.stringify(completion));
    explain(completion.fault);
    if (completion.effect !== 'done') process.exitCode = 1;
  }
  await dispenser.stop();
}
