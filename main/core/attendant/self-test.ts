import type {
  AttendedStorageUnit,
  CameraFinding,
  DeviceAnswer,
  SelfTest,
} from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import { deviceName } from '../../../contract/device-words.ts';
import type { Language } from '../../../contract/words.ts';
import type { MaintenanceDesk } from '../cases/index.ts';
import { cameraAnswer } from './camera-row.ts';
import { wordsOfFault } from './fault-words.ts';
import { composeTestSlip } from './test-slip.ts';

export interface SelfTestOptions {
  clock: Clock;
  terminalId: string;
  attendantId: string;
  deviceClasses: readonly HostedDeviceClass[];
  /** Null while the terminal's memory cannot be opened: nothing is printed. */
  desk: MaintenanceDesk | null;
  stop: AbortSignal;
  ask(deviceClass: HostedDeviceClass): Promise<DeviceAnswer>;
  storage(): readonly AttendedStorageUnit[];
  onChange(): void;
  onEnded(test: SelfTest): void;
}

export interface SelfTestWish {
  language: Language;
  /** Null: all devices. */
  deviceClass: string | null;
  /** What the window saw; null where no camera is to be tested. */
  camera: CameraFinding | null;
}

/** Asks one device after another and puts what they say on paper. */
export class SelfTests {
  readonly #options: SelfTestOptions;
  #test: SelfTest | null = null;

  constructor(options: SelfTestOptions) {
    this.#options = options;
  }

  /** The one under way, or the last one of this session. */
  get last(): SelfTest | null {
    return this.#test;
  }

  /** False while one is under way, or where no such device is. */
  run(wish: SelfTestWish): boolean {
    if (this.#test && this.#test.phase !== 'ended') return false;
    const asked = this.#options.deviceClasses.filter(
      (each) => wish.deviceClass === null || each === wish.deviceClass,
    );
    if (asked.length === 0 && !wish.camera) return false;
    void this.#run(asked, wish);
    return true;
  }

  async #run(asked: readonly HostedDeviceClass[], { language, deviceClass, camera }: SelfTestWish) {
    const { clock, desk, deviceClasses, stop, onEnded } = this.#options;
    const startedAt = new Date(clock.wallMs()).toISOString();
    let test: SelfTest = { startedAt, deviceClass, results: [], phase: 'asking', slip: null };
    const show = (more: Partial<SelfTest>) => {
      test = { ...test, ...more };
      this.#test = test;
      this.#options.onChange();
    };
    const put = (testedClass: string, answer: DeviceAnswer) => {
      const result = { ...answer, deviceClass: testedClass, name: deviceName(testedClass) };
      show({ results: [...test.results, result] });
    };
    show({});
    for (const each of asked) {
      const answer = await this.#options.ask(each);
      if (stop.aborted) return;
      put(each, answer);
    }
    if (camera) put('document-camera', cameraAnswer(camera, clock.wallMs()));
    if (desk && deviceClasses.includes('receipt-printer')) {
      show({ phase: 'printing' });
      const slip = await this.#print(desk, language, test.results);
      show({ slip });
    }
    show({ phase: 'ended' });
    onEnded(test);
  }

  async #print(
    desk: MaintenanceDesk,
    language: Language,
    results: SelfTest['results'],
  ): Promise<NonNullable<SelfTest['slip']>> {
    const { attendantId, terminalId, clock, storage } = this.#options;
    const { effect, faultCode } = await desk.perform(attendantId, {
      kind: 'print_test_slip',
      compose: (documentId) =>
        composeTestSlip(documentId, {
          terminalId,
          attendantId,
          atMs: clock.wallMs(),
          language,
          results,
          storage: storage(),
        }),
    });
    const fault = faultCode === null ? null : wordsOfFault('receipt-printer', faultCode);
    return { effect, faultCode, fault };
  }
}
