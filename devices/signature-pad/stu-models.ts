import { type StuCapability, stuPenOption } from './stu-codec.ts';

export interface StuModel {
  name: string;
  productId: number;
  capability: StuCapability;
  /** Settings of `penOptionMode` the unit takes; none where it does not know the report. */
  penOptions: readonly number[];
  /** Clearing the screen takes so long. */
  clearMs: number;
}

export const wacomVendorId = 0x056a;

function capabilityOf(
  field: { maxX: number; maxY: number; maxPressure: number },
  screen: { screenWidth: number; screenHeight: number },
): StuCapability {
  return { ...field, ...screen, reportRate: 200, resolution: 2540, encoding: 0x03, reserved: 0 };
}

/** What three units of the family tell of themselves. */
export const stuModels = {
  'stu-300': {
    name: 'STU-300',
    productId: 0x00a2,
    capability: capabilityOf(
      { maxX: 9900, maxY: 2500, maxPressure: 511 },
      { screenWidth: 396, screenHeight: 100 },
    ),
    penOptions: [],
    clearMs: 0,
  },
  'stu-430': {
    name: 'STU-430',
    productId: 0x00a4,
    capability: capabilityOf(
      { maxX: 9600, maxY: 6000, maxPressure: 1023 },
      { screenWidth: 320, screenHeight: 200 },
    ),
    penOptions: Object.values(stuPenOption),
    clearMs: 0,
  },
  'stu-520': {
    name: 'STU-520A',
    productId: 0x00a3,
    capability: capabilityOf(
      { maxX: 10_400, maxY: 6048, maxPressure: 511 },
      { screenWidth: 800, screenHeight: 480 },
    ),
    penOptions: [stuPenOption.none, stuPenOption.timeCount, stuPenOption.sequenceNumber],
    clearMs: 600,
  },
} as const satisfies Record<string, StuModel>;
export type StuModelName = keyof typeof stuModels;
