import { parseArgs } from 'node:util';
import { measureCases } from './cases.ts';
import { measureDevices } from './devices.ts';
import { measureFleet } from './fleet.ts';
import { measureHelp } from './help.ts';
import { measureIdentification } from './identification.ts';
import { measureKeyboard } from './keyboard.ts';
import { measureKiosk } from './kiosk.ts';
import { measureOcr } from './ocr.ts';
import { measureRecovery } from './recovery.ts';
import type { BenchRow } from './rows.ts';
import { measureStart } from './start.ts';
import { measureTax } from './tax.ts';

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    /** Of the area `fleet`. */
    terminals: { type: 'string', default: '1000' },
  },
});
const terminals = Number(values.terminals);
if (!Number.isInteger(terminals) || terminals < 1) {
  process.stderr.write('--terminals takes a number from 1\n');
  process.exit(2);
}

/** Each area measures its rows; areas run one after the other, so that they do not disturb each other. */
const areas: Record<string, () => Promise<BenchRow[]>> = {
  identification: measureIdentification,
  kiosk: measureKiosk,
  keyboard: measureKeyboard,
  start: measureStart,
  cases: measureCases,
  ocr: measureOcr,
  recovery: measureRecovery,
  devices: measureDevices,
  tax: measureTax,
  help: measureHelp,
  fleet: () => measureFleet(terminals),
};

const unknown = wanted.filter((name) => !areas[name]);
if (unknown.length > 0) {
  process.stderr.write(
    `there is no area ${unknown.join(', ')}; there are ${Object.keys(areas).join(', ')}\n`,
  );
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const [name, measure] of Object.entries(areas)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`measuring ${name} …\n`);
  rows.push(...(await measure()));
}

if (values.json) {
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
} else {
  process.stdout.write(`${table(rows)}\n`);
}
process.exit(rows.every((row) => row.withinBudget) ? 0 : 1);

function table(measured: BenchRow[]): string {
  const lines = measured.map((row) => [
    row.name,
    `${row.value} ${row.unit}`,
    `≤ ${row.budget}`,
    row.withinBudget ? 'within' : 'OVER',
    row.peer ? `${row.peer}: ${row.peerValue} (×${row.ratio})` : '',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
