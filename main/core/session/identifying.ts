import type { Clock } from '../../../contract/clock.ts';
import { parseCreditCode } from '../../../contract/credit-code.ts';
import type { IdentificationMethod } from '../../../contract/kiosk-screens.ts';
import { personal } from '../../../contract/personal.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import { type IdentificationEvent, startIdentification } from './identification.ts';
import type { SessionCity } from './ports.ts';
import type { Stage } from './stage.ts';
import type { VerbResult } from './verb-result.ts';

/** How long the tick after an identification stays before the list of items comes. */
const identifiedTickMs = 600;

export interface IdentifyingOptions {
  stage: Stage;
  devices: DeviceDirectory;
  city: SessionCity;
  clock: Clock;
  mayBegin: () => boolean;
  onIdentified: () => void;
  onWatchFailed: (error: unknown) => void;
}

/** Who stands there: by card or code, for themselves or for a company. */
export class Identifying {
  readonly #options: IdentifyingOptions;

  constructor(options: IdentifyingOptions) {
    this.#options = options;
  }

  begin(screenId: number): VerbResult {
    const { stage, devices, mayBegin } = this.#options;
    if (!mayBegin()) return 'not_now';
    const name = stage.state.name === 'interrupted' ? 'interrupted' : 'welcome';
    return stage.on(screenId, name, () => {
      this.#enter(devices.isOnline('id-card-reader') ? 'id_card' : 'city_code');
    });
  }

  chooseMethod(screenId: number, method: IdentificationMethod): VerbResult {
    const { stage } = this.#options;
    return stage.on(screenId, 'identification', (state) => {
      if (state.phase === 'identified') return 'not_now';
      stage.change({ ...state, method, problem: null, creditCode: null });
      return 'done';
    });
  }

  /** The company one wants to act for, by the code as it was typed; next its agent's card is waited for. */
  nameCompany(screenId: number, typed: string): VerbResult {
    const { stage } = this.#options;
    return stage.on(screenId, 'identification', (state) => {
      if (state.method !== 'company' || state.phase !== 'waiting') return 'not_now';
      const code = parseCreditCode(typed);
      stage.change({
        ...state,
        creditCode: code.ok ? code.value : null,
        problem: code.ok ? null : 'credit_code_wrong',
      });
      return 'done';
    });
  }

  #enter(method: IdentificationMethod): void {
    const { stage, devices, city, clock, onWatchFailed } = this.#options;
    stage.enter({ name: 'identification', method, phase: 'waiting', problem: null, creditCode: null });
    stage.restartSilence();
    const onEvent = (event: IdentificationEvent) => this.#onEvent(event);
    const asked = () => {
      const { state } = stage;
      if (state.name !== 'identification') return { method, creditCode: null };
      return { method: state.method, creditCode: state.creditCode };
    };
    startIdentification({
      ...{ devices, city, clock, asked, onEvent, onWatchFailed },
      signal: stage.screenWork,
    });
  }

  #onEvent(event: IdentificationEvent): void {
    const { stage, clock, onIdentified } = this.#options;
    const { state } = stage;
    if (state.name !== 'identification' || state.phase === 'identified') return;
    stage.restartSilence();
    const forCompany = state.method === 'company';
    switch (event.type) {
      case 'card_found': {
        const method = forCompany ? 'company' : 'id_card';
        stage.change({ ...state, method, phase: 'reading', problem: null });
        break;
      }
      case 'code_scanned': {
        const method = forCompany ? 'company' : 'city_code';
        stage.change({ ...state, method, phase: 'exchanging', problem: null });
        break;
      }
      case 'problem':
        stage.change({
          ...state,
          method: event.method,
          phase: 'waiting',
          problem: event.problem,
        });
        break;
      case 'identified': {
        stage.data.person = personal(event.person);
        stage.change({ ...state, phase: 'identified', problem: null });
        const signal = stage.screenWork;
        clock.after(identifiedTickMs, () => {
          if (!signal.aborted) onIdentified();
        });
        break;
      }
    }
  }
}
