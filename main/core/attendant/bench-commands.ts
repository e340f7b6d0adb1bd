import type { BenchCommand, BenchCommandName, BenchRun } from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import { unreachable } from '../../../contract/result.ts';
import type { Language } from '../../../contract/words.ts';
import type { ActResult, MaintenanceDesk, TechnicianAct } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import { evidenceFacts } from './fact-words.ts';
import { wordsOfFault } from './fault-words.ts';
import { type Ending, readCard, scanCode } from './readings.ts';
import { makeTestPage } from './test-page.ts';
import { composePatternSlip, composeShortSlip } from './test-slip.ts';
import { trySignature } from './try-signature.ts';

export const deviceOfCommand = {
  read_card: 'id-card-reader',
  scan_code: 'code-scanner',
  try_signature: 'signature-pad',
  print_test_slip: 'receipt-printer',
  feed_and_cut: 'receipt-printer',
  print_test_page: 'document-printer',
  open_cell: 'pickup-locker',
  open_door: 'door',
  dispense_item: 'dispenser',
  capture_item: 'dispenser',
  dispense_to_bin: 'dispenser',
} as const satisfies Record<BenchCommandName, HostedDeviceClass>;

/** These move nothing and so need no journal. */
const readings: readonly BenchCommandName[] = ['read_card', 'scan_code', 'try_signature'];

export interface BenchOptions {
  attendantId: string;
  terminalId: string;
  devices: DeviceDirectory;
  clock: Clock;
  /** Null while the terminal's memory cannot be opened: nothing may be moved. */
  desk: MaintenanceDesk | null;
  /** The technician left: readings end. What moves goes on in the journal. */
  stop: AbortSignal;
  onChange(): void;
  onEnded(deviceClass: HostedDeviceClass, run: BenchRun): void;
}

/** What a technician makes single devices do, one thing at a time for each. */
export class BenchCommands {
  readonly #options: BenchOptions;
  readonly #runs = new Map<HostedDeviceClass, BenchRun>();

  constructor(options: BenchOptions) {
    this.#options = options;
  }

  /** What this class can be made to do now. */
  offered(deviceClass: HostedDeviceClass): BenchCommandName[] {
    const names = Object.keys(deviceOfCommand) as BenchCommandName[];
    return names.filter(
      (name) =>
        deviceOfCommand[name] === deviceClass && (this.#options.desk !== null || readings.includes(name)),
    );
  }

  lastRun(deviceClass: HostedDeviceClass): BenchRun | null {
    return this.#runs.get(deviceClass) ?? null;
  }

  /** False where the device is busy with an earlier command, or cannot be made to do this. */
  run(command: BenchCommand, language: Language): boolean {
    const deviceClass = deviceOfCommand[command.command];
    const { clock } = this.#options;
    if (this.#runs.get(deviceClass)?.phase === 'running') return false;
    if (!this.offered(deviceClass).includes(command.command)) return false;
    const begun: BenchRun = {
      command,
      phase: 'running',
      startedAt: new Date(clock.wallMs()).toISOString(),
      effect: null,
      fault: null,
      faultCode: null,
      facts: [],
    };
    this.#runs.set(deviceClass, begun);
    this.#options.onChange();
    void this.#perform(command, language).then((ending) => {
      const ended: BenchRun = { ...begun, phase: 'ended', ...ending };
      this.#runs.set(deviceClass, ended);
      this.#options.onEnded(deviceClass, ended);
    });
    return true;
  }

  async #perform(command: BenchCommand, language: Language): Promise<Ending> {
    const { attendantId, terminalId, clock } = this.#options;
    const about = { attendantId, terminalId, language, atMs: clock.wallMs() };
    switch (command.command) {
      case 'read_card':
        return readCard(this.#options);
      case 'scan_code':
        return scanCode(this.#options);
      case 'try_signature':
        return trySignature(this.#options);
      case 'print_test_slip':
        return this.#act({ kind: 'print_test_slip', compose: (id) => composePatternSlip(id, about) });
      case 'feed_and_cut':
        return this.#act({ kind: 'print_test_slip', compose: (id) => composeShortSlip(id, about) });
      case 'print_test_page':
        return this.#act({ kind: 'print_test_page', page: await makeTestPage(about) });
      case 'open_cell': {
        const { board, cell } = command;
        return this.#act({ kind: 'open_cell', cell: { board, cell } });
      }
      case 'open_door':
        return this.#act({ kind: 'open_door', pulseMs: command.pulseMs });
      case 'dispense_item':
      case 'capture_item':
        return this.#act({ kind: command.command });
      case 'dispense_to_bin': {
        const given = await this.#act({ kind: 'dispense_item' });
        return given.effect === 'done' ? this.#act({ kind: 'capture_item' }) : given;
      }
      default:
        return unreachable(command);
    }
  }

  async #act(act: TechnicianAct): Promise<Ending> {
    const { desk, attendantId } = this.#options;
    if (!desk) throw new Error(`${act.kind} without a journal`);
    return endingOf(deviceClassOf(act), await desk.perform(attendantId, act));
  }
}

function deviceClassOf({ kind }: TechnicianAct): HostedDeviceClass {
  return deviceOfCommand[kind];
}

function endingOf(deviceClass: HostedDeviceClass, { effect, faultCode, evidence }: ActResult): Ending {
  const fault = faultCode === null ? null : wordsOfFault(deviceClass, faultCode);
  const { fault: _toldAlready, ...told } = evidence;
  return { effect, fault, faultCode, facts: evidenceFacts(told) };
}
