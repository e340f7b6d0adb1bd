import type { Setting } from '../rig.ts';
import type { RowTime } from '../time.ts';

export interface RigOptions {
  driver: string;
  setting: Setting;
  time: RowTime;
  /** The program of a device host as built; its source where it is left out. */
  hostProgram: string | undefined;
}
