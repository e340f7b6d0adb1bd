import { parseArgs } from 'node:util';
import { devicesConfigSchema } from '../../contract/terminal-config.ts';
import { transportFromArguments } from '../transport/index.ts';
import { Board8aLocker } from './board-8a.ts';

const usage = `usage: npm run device -- pickup-locker (--tcp host:port | --serial path[:baud])
       --boards address:cells[:shorted_when_open],... (--status | --open board/cell)

--status  says what every door reports
--open    opens one cell and says what the door did`;

const { values } = parseArgs({
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    boards: { type: 'string', default: '1:24' },
    status: { type: 'boolean', default: false },
    open: { type: 'string' },
  },
});

const boardsSchema = devicesConfigSchema.shape['pickup-locker'].unwrap().shape.boards;
const boards = boardsSchema.safeParse(
  values.boards.split(',').map((text) => {
    const [address, cells, feedback] = text.split(':');
    return { address: Number(address), cells: Number(cells), ...(feedback ? { feedback } : {}) };
  }),
);
const transport = transportFromArguments(values);
const cell = /^(\d+)\/(\d+)$/.exec(values.open ?? '');
const connectMs = 5000;

if (!transport || !boards.success || values.status === (cell !== null)) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const locker = new Board8aLocker({ transport, boards: boards.data });
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
    for (const { board, cell: number, door } of cells) console.log(`${board}/${number} ${door}`);
  }
  await locker.stop();
}
