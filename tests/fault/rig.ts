import type { Completion, DeviceStatus } from '../../contract/device-common.ts';
import type { LineDisturbance } from '../../devices/disturbance/index.ts';
import type { HostedDevice } from './hosted-device.ts';
import type { Cable } from './lines.ts';
import type { FaultName } from './table.ts';
import type { RowTime } from './time.ts';

/**
 * `stepped`: driver in this process, under a stepped clock. `real`: the same on a real line. `hosted`: in a
 * host process under the real supervisor.
 */
export type Setting = 'stepped' | 'real' | 'hosted';

/** What a resident gets of one act; `failed` is said to them: a card not read, a stream that ended. */
export interface Told {
  outcome: Completion['effect'] | 'failed';
  fault: string | null;
}

export interface Act {
  told: Promise<Told>;
  /** The same command again, under its name; null where the act is no command but a stream. */
  again: (() => Promise<Told>) | null;
  /** What the device side knows of it afterwards. */
  lookUp: (() => Promise<Told>) | null;
  /** Ends an act that would wait for ever. */
  leave(): void;
}

/** Something that crosses the line, before it gets there; null at every other look. */
export type Crossing = { direction: 'to_unit' | 'from_unit'; bytes: Uint8Array } | null;

export interface ActPhase {
  begin(): Act | Promise<Act>;
  /** The act has come to this phase. Asked at every crossing and between. */
  reached(crossing: Crossing): boolean;
  /** What the resident does meanwhile, while the fault lasts. */
  meanwhile?: () => void;
  /** How often the act had its effect in the world: papers, doors, items, cards, codes. */
  effects(): number;
  /** A second user comes while the first is in this phase. */
  meeting: { first: Told['outcome']; second: Told['outcome']; effects: number };
}

/** How a fault of the mechanism is made, and who names it. */
export interface Mischief {
  make(): void;
  cure(): void | Promise<void>;
  told:
    | {
        by: 'status';
        is: (status: DeviceStatus) => boolean;
        /** Longer than usual where the device itself has to wait before anything is wrong. */
        withinMs?: number;
      }
    | { by: 'completion'; code: string }
    | null;
}

/** A unit of one driver, with everything that can happen to it. */
export interface FaultRig {
  time: RowTime;
  disturbance: LineDisturbance;
  /** Flipped in what the unit sends: enough of them that its protocol can notice. */
  wrongBits: number;
  cable: Cable;
  /** So much longer than usual a fault may stay unnoticed in a phase: a unit at work may be silent for good reason. */
  slowPhases?: Readonly<Record<string, number>>;
  /** Null where the driver lives in this process. */
  host: Pick<HostedDevice<never>, 'pid' | 'ready'> | null;
  readStatus(): DeviceStatus | Promise<DeviceStatus>;
  phases: Record<string, ActPhase>;
  /** The act of a resident who comes when all is over. */
  usual: string;
  /** Faults of this kind of device, in this phase. */
  mischief(fault: FaultName, phase: string): Mischief | null;
  /** The person does it once more: the code shown again, the card laid again. */
  tryAgain?: () => void;
  /** Puts the world back for the next act: door closed, card lifted, item taken. */
  tidyUp(): void | Promise<void>;
  end(): Promise<void>;
}
