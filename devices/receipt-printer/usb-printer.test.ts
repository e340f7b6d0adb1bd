import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PseudoTerminal } from '../bench/pseudo-terminal.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport } from '../transport/index.ts';
import { describeReceiptPrinter } from './conformance.ts';
import { EscPosPrinter } from './esc-pos.ts';
import type { Paper } from './paper.ts';
import { SimulatedReceiptPrinter } from './simulator.ts';

/** A pseudo-terminal in raw mode stands in for the character device of `usblp`: no USB printer is here. */
describeReceiptPrinter('esc-pos behind a USB printer device', async () => {
  const papers: Paper[] = [];
  const simulator = new SimulatedReceiptPrinter({
    speedMmPerS: 1000,
    onPaperCut: (paper) => papers.push(paper),
  });
  const folder = await mkdtemp(join(tmpdir(), 'usb-printer-'));
  const unit = await putSimulatorOnTcp(simulator);
  const path = join(folder, 'lp0');
  const device = new PseudoTerminal({ link: path, tcpPort: unit.port });
  await device.start();
  const printer = new EscPosPrinter({ transport: makeTransport({ kind: 'usb-printer', path }) });
  printer.start();
  return {
    printer,
    papers,
    setPaper: (paper) => simulator.setPaper(paper),
    endPaperAfter: (lines) => simulator.endPaperAfter(lines),
    setCover: (open) => simulator.setCover(open),
    jam: (afterLines) => simulator.jam(afterLines),
    clearJam: () => simulator.clearJam(),
    setCutterStuck: (stuck) => simulator.setCutterStuck(stuck),
    unplug: () => device.stop(),
    plug: () => device.start(),
    release: async () => {
      await printer.stop();
      await device.stop();
      await unit.close();
      await rm(folder, { recursive: true });
    },
  };
});
