import type { ReportSimulator } from './simulator.ts';
import type { HidDeviceInfo, HidHandle, HidLibrary } from './transport/index.ts';

/** A simulated unit behind a HID library that knows no other, with a cable that can be pulled. */
export interface SimulatorOnHid {
  readonly library: HidLibrary;
  /** Open handles fail, and the unit is not listed any more. */
  unplug(): Promise<void>;
  /** Back at the same USB port, under a new path, as the system gives it. */
  plug(): Promise<void>;
  /** Handles stay, and nothing passes any more in either direction. */
  freeze(): void;
  /** Another program holds the units, or lets them go. */
  setOccupied(occupied: boolean): void;
}

type Info = Pick<HidDeviceInfo, 'vendorId' | 'productId' | 'usagePage' | 'usage'>;

/** Several units may be given; each sits at the port of its place: `1-1`, `1-2`, … */
export function putSimulatorsOnHid(info: Info, simulators: ReportSimulator[]): SimulatorOnHid {
  let plugged = true;
  let generation = 0;
  let frozen = false;
  let occupied = false;
  const breakers = new Set<(error: Error) => void>();
  const pathOf = (index: number) => `/dev/hidraw${generation * simulators.length + index}`;
  const later = (act: () => void) =>
    setImmediate(() => {
      if (!frozen && plugged) act();
    });

  const open = async (path: string): Promise<HidHandle> => {
    const simulator = simulators.find((_, index) => plugged && pathOf(index) === path);
    if (simulator && occupied) throw new Error(`could not open ${path}: device or resource busy`);
    if (!simulator) throw new Error(`could not open ${path}: no such device`);
    const bornIn = generation;
    const alive = () => plugged && bornIn === generation;
    let toHost: (report: Uint8Array) => void = () => {};
    let toUnit: (report: Uint8Array) => void = () => {};
    let featureToUnit: (report: Uint8Array) => void = () => {};
    let answerFeature: (reportId: number) => Uint8Array | null = () => null;
    let closed: () => void = () => {};
    let broken: (error: Error) => void = () => {};
    simulator.attach({
      send: (report) => later(() => alive() && toHost(report.slice())),
      onReport: (listener) => {
        toUnit = listener;
      },
      onFeatureReport: (listener) => {
        featureToUnit = listener;
      },
      onFeatureRequest: (listener) => {
        answerFeature = listener;
      },
      onClosed: (listener) => {
        closed = listener;
      },
    });
    const fail = (error: Error) => {
      breakers.delete(fail);
      closed();
      broken(error);
    };
    breakers.add(fail);
    const pass = async (listener: (report: Uint8Array) => void, report: Uint8Array) => {
      if (!alive()) throw new Error('cannot write to the device');
      later(() => listener(report.slice()));
    };
    return {
      write: (report) => pass((bytes) => toUnit(bytes), report),
      sendFeatureReport: (report) => pass((bytes) => featureToUnit(bytes), report),
      getFeatureReport: (reportId) =>
        new Promise((resolve, reject) => {
          if (!alive()) reject(new Error('cannot read from the device'));
          later(() => {
            const answer = answerFeature(reportId);
            if (answer) resolve(answer.slice());
            else reject(new Error('the device does not know this report'));
          });
        }),
      onReport: (listener) => {
        toHost = listener;
      },
      onError: (listener) => {
        broken = listener;
      },
      close: async () => {
        breakers.delete(fail);
        closed();
      },
    };
  };

  return {
    library: {
      open,
      list: async (vendorId, productId) =>
        plugged && vendorId === info.vendorId && productId === info.productId
          ? simulators.map((_, index) => ({
              ...info,
              path: pathOf(index),
              serialNumber: null,
              usbPort: `1-${index + 1}`,
            }))
          : [],
      isPresent: async ({ path }) => plugged && simulators.some((_, index) => pathOf(index) === path),
    },
    unplug: async () => {
      plugged = false;
      for (const fail of [...breakers]) fail(new Error('could not read from the device'));
    },
    plug: async () => {
      plugged = true;
      generation++;
    },
    freeze: () => {
      frozen = true;
    },
    setOccupied: (held) => {
      occupied = held;
    },
  };
}
