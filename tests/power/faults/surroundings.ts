import type { CityControl } from '../../../city/index.ts';
import type { BenchClient } from '../../../devices/bench/index.ts';
import { type FaultyLine, passOn } from '../../fault/network/faulty-line.ts';
import { company, type Misfortune } from './visit.ts';

/** What goes wrong around the terminal, and how it is put right. */
export interface Outside {
  bench: BenchClient;
  city: CityControl;
  line: FaultyLine;
}

export const parcelCell = { board: 1, cell: 5 } as const;
const lostAnswers = 2;
const cutExchanges = 3;
const itemsLeft = 20;
const slowDecisionMs = 4000;
/** Of rolls that lie in the hopper one after another: the first number, and how far one begins behind the other. */
const [firstRoll, rollLength] = [20_000_000, 10_000];

export async function strike({ bench, city, line }: Outside, misfortune: Misfortune): Promise<void> {
  switch (misfortune) {
    case 'city_away':
      line.misfortune = async () => null;
      break;
    case 'city_away_for_a_moment': {
      let left = cutExchanges;
      line.misfortune = async (_, forward) => {
        left -= 1;
        return left < 0 ? forward() : null;
      };
      break;
    }
    case 'answer_lost': {
      let left = lostAnswers;
      line.misfortune = async (passing, forward) => {
        const answer = await forward();
        if (passing.path.endsWith('/health') || left === 0) return answer;
        left -= 1;
        return null;
      };
      break;
    }
    case 'rules_take_their_time':
      await city.setConditions({ reachable: true, decisionMs: slowDecisionMs });
      break;
    case 'slip_paper_out':
      await bench.printer.setPaper({ paper: 'out' });
      break;
    case 'slip_printer_unplugged':
      await bench.device.unplug({ device: 'receipt-printer' });
      break;
    case 'document_printer_empty':
      await bench.documentPrinter.setPaper({ sheets: 0 });
      break;
    case 'lock_stuck':
      await bench.locker.setStuck({ ...parcelCell, stuck: true });
      break;
    case 'dispenser_jam':
      await bench.dispenser.jam({ phase: 'present' });
      break;
  }
}

/** The same for every misfortune, also where none struck. */
export async function putRight({ bench, city, line }: Outside): Promise<void> {
  line.misfortune = passOn;
  await city.setConditions({ reachable: true, decisionMs: 0 });
  const state = await bench.readState();
  const unplugged = state.devices.filter(({ plugged }) => !plugged);
  for (const { device } of unplugged) await bench.device.plug({ device });
  if (state.printer.paper !== 'full') await bench.printer.setPaper({ paper: 'full' });
  if (state.printer.jammed) await bench.printer.clearJam();
  if (state.documentPrinter.sheetsInTray < itemsLeft) await bench.documentPrinter.setPaper({ sheets: 200 });
  if (state.dispenser.jammed) await bench.dispenser.clearJam();
  if (state.dispenser.hopperCount < itemsLeft) await bench.dispenser.putIn({ count: 100 });
  if (state.dispenser.binCount > itemsLeft) await bench.dispenser.emptyBin();
  if (state.locker.some(({ stuck }) => stuck)) await bench.locker.setStuck({ ...parcelCell, stuck: false });
}

/** What a person who leaves takes along: card, papers, what lies in an open cell. */
export async function clearAway({ bench }: Outside, options: { takesCard: boolean }): Promise<void> {
  const state = await bench.readState();
  if (state.cardOnReader !== null) await bench.card.lift();
  await bench.scanner.hide();
  if (state.printer.papersInSlot.length > 0) await bench.printer.takePaper();
  if (state.documentPrinter.sheetsInOutput > 0) await bench.documentPrinter.takeSheets();
  if (options.takesCard && state.dispenser.item?.place === 'gate') await bench.dispenser.take();
  for (const { board, cell, door, parcel } of state.locker) {
    if (door !== 'open') continue;
    if (parcel) await bench.locker.takeParcel({ board, cell });
    await bench.locker.setDoor({ board, cell, open: false });
  }
}

/**
 * A person counts what lies in the hopper, as the city asks for after every doubt, and puts another roll in. Not while
 * a sale has no end, for its count would speak of the roll before.
 */
export async function countInvoices({ bench, city }: Outside, rollsBefore: number): Promise<void> {
  const ledger = await city.readLedger();
  const times = (type: 'invoices_sold' | 'invoices_counted') =>
    ledger.filter((entry) => entry.type === type).length;
  if (times('invoices_sold') > times('invoices_counted')) return;
  const firstNumber = String(firstRoll + rollsBefore * rollLength);
  await city.loadInvoices({ firstNumber });
  await bench.dispenser.loadInvoices({ firstNumber });
  await city.checkUsedInvoices({ creditCode: company });
}
