/** What makes the template of a pick-up locker's board a driver of its own. All texts are in the template's name. */

/** Copied under the new name. */
export const templateFiles = [
  'devices/pickup-locker/template-board-codec.ts',
  'devices/pickup-locker/template-board-bus.ts',
  'devices/pickup-locker/template-board.ts',
  'devices/pickup-locker/simulated-template-board.ts',
  'devices/pickup-locker/template-board.test.ts',
  'tests/fuzz/targets/template-board.ts',
] as const;

/** Stands once in every file of `wiring` that has a `text`, behind the last entry. */
export const mark = '// What `npm run driver:new` adds goes above this line.';

interface Wiring {
  path: string;
  /** Goes above the file's mark. */
  text?: string;
  /** Goes to the head of the file; the formatter puts it where it belongs. */
  head?: string;
}

export const wiring: readonly Wiring[] = [
  {
    path: 'contract/terminal-config.ts',
    text: `// CHANGE: speed, addresses, locks and settings of the boards.
      z.strictObject({
        driver: z.literal('template-board'),
        transport: lineTransportSchema(9600),
        leftOpenAlarmMs: leftOpenAlarmMsSchema,
        boards: boardsSchema(
          z.strictObject({
            address: z.number().int().min(1).max(99),
            cells: z.number().int().min(1).max(8),
            hookBit: hookBitSchema,
          }),
        ),
      }),`,
  },
  { path: 'devices/host/registry.ts', text: "'template-board': pickupLocker," },
  {
    path: 'devices/pickup-locker/make-locker.ts',
    head: "import { TemplateBoardLocker } from './template-board.ts';",
    text: `case 'template-board':
      return new TemplateBoardLocker({ transport, leftOpenAlarmMs, means, boards: config.boards });`,
  },
  {
    path: 'devices/pickup-locker/simulator.ts',
    head: "import { simulatedTemplateBoard } from './simulated-template-board.ts';",
    text: `case 'template-board':
      return simulatedTemplateBoard;`,
  },
  {
    path: 'devices/pickup-locker/index.ts',
    head: "export { TemplateBoardLocker } from './template-board.ts';",
  },
  {
    path: 'tests/fuzz/targets/pickup-locker.ts',
    head: "import { templateBoardTargets } from './template-board.ts';",
    text: '...templateBoardTargets,',
  },
  {
    path: 'tests/fault/rigs/pickup-locker.ts',
    head: `import { TemplateBoardLocker } from '../../../devices/pickup-locker/index.ts';
      import { isOpenRequest as isTemplateBoardOpening } from '../../../devices/pickup-locker/template-board-codec.ts';`,
    text: `'template-board': {
        boards: [board],
        isOpenCommand: isTemplateBoardOpening,
        makeDriver: (options) =>
          new TemplateBoardLocker({ ...options, boards: [{ ...board, hookBit: 'set_when_closed' }] }),
      },`,
  },
  {
    path: 'tests/recordings/pickup-locker.ts',
    head: "import { TemplateBoardLocker } from '../../devices/pickup-locker/index.ts';",
    text: `driverOf(
        'template-board',
        (options) =>
          new TemplateBoardLocker({
            ...options,
            boards: boards.map((board) => ({ ...board, hookBit: 'set_when_closed' })),
          }),
      ),`,
  },
];
