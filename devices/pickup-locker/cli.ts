import { parseArgs } from 'node:util';
import { pickupLockerConfigSchema, pickupLockerDrivers } from '../../contract/terminal-config.ts';
import { lineFromArguments } from '../transport/index.ts';
import { makePickupLocker } from './make-locker.ts';

const usage = `usage: npm run device -- pickup-locker [--driver ${pickupLockerDrivers.join('|')}]
       (--tcp host:port | --serial path[:baud]) --boards address:cells[:meaning],... (--status | --open board/cell)

meaning   board-8a: shorted_when_locked, shorted_when_open; the others: set_when_closed, set_when_open
--status  says what every cell reports
--open    opens one cell and says what the door did`;

const { values } = parseArgs({
  options: {
    driver: { type: 'string', default: 'board-8a' },
    tcp: { type: 'string' },
    serial: { type: 'string' },
    boards: { type: 'string', default: '1:12' },
    status: { type: 'boolean', default: false },
    open: { type: 'string' },
  },
});

function boardsOf({ boards, driver }: typeof values) {
  const meaningKey = driver === 'board-8a' ? 'feedback' : 'hookBit';
  return boards.split(',').map((text) => {
    const [address, cells, meaning] = text.split(':');
    return { address: Number(address), cells: Number(cells), ...(meaning ? { [meaningKey]: meaning } : {}) };
  });
}

const config = pickupLockerConfigSchema.safeParse({
  driver: values.driver,
  transport: lineFromArguments(values),
  boards: boardsOf(values),
});
const cell = /^(\d+)\/(\d+)$/.exec(values.open ?? '');
const connectMs = 5000;

if (!config.success || values.status === (cell !== null)) {
  console.error(usage);
  for (const { path, message } of config.error?.issues ?? []) console.error(`${path.join('.')}: ${message}`);
  process.exitCode = 2;
} else {
  const locker = makePickupLocker(config.data);
  locker.start();
  for await (const { state } of locker.status.follow(AbortSignal.timeout(connectMs))) {
    if (state === 'online') break;
  }
  const { cells, ...head } = locker.status.value;
  console.log(JSON.stringify(head));
  if (head.state !== 'online') process.exitCode = 1;
  else if (cell) {
    const opening = { commandId: crypto.randomUUID(), board: Number(cell[1]), cell: Number(cell[2]) };
    const completion = await locker.openCell(opening, AbortSignal.timeout(connectMs));
    console.log(JSON.stringify(completion));
    if (completion.effect !== 'done') process.exitCode = 1;
  } else {
    for (const { board, cell: number, door, item } of cells)
      console.log(`${board}/${number} ${door} item:${item}`);
  }
  await locker.stop();
}
