import type { ServiceItem } from '../../../contract/catalog.ts';
import type { PadInk } from '../../../contract/kiosk.ts';
import { personal } from '../../../contract/personal.ts';
import type { Signature } from '../../../contract/signature.ts';
import type { ItemCode } from '../../../contract/words.ts';
import { applyAnswers, prefillForm, validateForm } from '../catalog/index.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import type { unavailableReason } from './availability.ts';
import { type PreparationScreen, preparationScreen, screenAfter, screenBefore } from './flow.ts';
import { checkMaterial } from './material-check.ts';
import { type PadSigning, startPadSigning } from './pad-signing.ts';
import type { ReadPage, SessionCity } from './ports.ts';
import { draftOf, personOf } from './screens.ts';
import { type IdentifiedPerson, wipeDraft } from './session-data.ts';
import type { Stage } from './stage.ts';
import type { VerbResult } from './verb-result.ts';

export interface PreparingOptions {
  stage: Stage;
  devices: DeviceDirectory;
  city: SessionCity;
  readPage: ReadPage;
  offeredItems: () => readonly ServiceItem[];
  unavailable: (item: ServiceItem) => ReturnType<typeof unavailableReason>;
  onWatchFailed: (error: unknown) => void;
}

/** From the list of items to the summary: the form, the materials, the signature. */
export class Preparing {
  readonly #options: PreparingOptions;
  readonly #stage: Stage;
  /** Of the signature screen it was begun for. */
  #signing: { pad: PadSigning; signal: AbortSignal } | null = null;

  constructor(options: PreparingOptions) {
    this.#options = options;
    this.#stage = options.stage;
  }

  chooseItem(screenId: number, itemCode: ItemCode): VerbResult {
    return this.#stage.on(screenId, 'item_list', (state) => {
      const item = this.#options.offeredItems().find((each) => each.itemCode === itemCode);
      return item && !state.opening ? this.beginItem(item) : 'not_now';
    });
  }

  submitForm(screenId: number, answers: Record<string, string>): VerbResult {
    return this.#stage.on(screenId, 'form', () => {
      const draft = draftOf(this.#stage.data);
      const form = applyAnswers(draft.form.reveal(), answers);
      draft.form = personal(form);
      const problems = validateForm(form, form.values);
      if (Object.keys(problems).length > 0) this.#stage.change({ name: 'form', problems });
      else this.#goOn({ name: 'form' });
    });
  }

  /** A value the resident accepted from a helper: checked and taken over as if it had been typed. */
  fillIn(fieldKey: string, value: string): VerbResult {
    const { state } = this.#stage;
    if (state.name !== 'form') return 'not_now';
    const draft = draftOf(this.#stage.data);
    draft.form = personal(applyAnswers(draft.form.reveal(), { [fieldKey]: value }));
    const { [fieldKey]: _settled, ...problems } = state.problems;
    this.#stage.change({ name: 'form', problems });
    return 'done';
  }

  checkMaterial(screenId: number, image: Uint8Array): VerbResult {
    return this.#stage.on(screenId, 'material', (state) => {
      const draft = draftOf(this.#stage.data);
      const material = draft.item.materials[state.index];
      if (state.phase !== 'capturing' || !material) return 'not_now';
      this.#stage.change({ ...state, phase: 'checking' });
      const signal = this.#stage.screenWork;
      const { readPage } = this.#options;
      void checkMaterial({ material, image, form: draft.form.reveal().values, readPage, signal }).then(
        ({ captured, result }) => {
          if (signal.aborted) return;
          draft.materials[state.index]?.image.fill(0);
          draft.materials = [...draft.materials.slice(0, state.index), captured];
          this.#stage.change({ ...state, phase: 'checked', result });
        },
      );
      return 'done';
    });
  }

  retakeMaterial(screenId: number): VerbResult {
    return this.#stage.on(screenId, 'material', (state) => {
      if (state.phase !== 'checked') return 'not_now';
      this.#stage.change({ ...state, phase: 'capturing', result: null });
      return 'done';
    });
  }

  acceptMaterial(screenId: number): VerbResult {
    return this.#stage.on(screenId, 'material', (state) => {
      if (state.phase !== 'checked') return 'not_now';
      this.#goOn(state);
      return 'done';
    });
  }

  /** `drawn` null: what was written on the pad. */
  sign(screenId: number, drawn: Signature | null): VerbResult {
    return this.#stage.on(screenId, 'signature', ({ pad }) => {
      const signature = drawn ?? this.#pad()?.signature();
      if (!signature || (drawn && pad?.state === 'in_use')) return 'not_now';
      draftOf(this.#stage.data).signature = personal(signature);
      this.#goOn({ name: 'signature' });
      return 'done';
    });
  }

  clearPad(screenId: number): VerbResult {
    return this.#onPad(screenId, (pad) => pad.clear());
  }

  leavePad(screenId: number): VerbResult {
    return this.#onPad(screenId, (pad) => pad.leave());
  }

  /** The ink on the pad, live; ends at once where no pad is used, and with the screen. */
  async *followPad(signal: AbortSignal | undefined): AsyncGenerator<PadInk, void, void> {
    const pad = this.#pad();
    if (pad) yield* pad.follow(signal);
  }

  /** One screen back; before the first of them comes the list of items. */
  goBack(): void {
    const { item } = draftOf(this.#stage.data);
    const before = screenBefore(item, preparationScreen(this.#stage.state));
    if (before) this.enter(before);
    else this.enterItemList();
  }

  enterItemList(): void {
    const { data } = this.#stage;
    wipeDraft(data.draft);
    data.draft = null;
    this.#stage.enter({ name: 'item_list', opening: null, refusal: null });
  }

  beginItem(item: ServiceItem): VerbResult {
    if (this.#options.unavailable(item)) return 'not_now';
    this.#stage.change({ name: 'item_list', opening: item.itemCode, refusal: null });
    void this.#openItem(item, this.#stage.screenWork);
    return 'done';
  }

  enter(screen: PreparationScreen): void {
    switch (screen.name) {
      case 'form':
        this.#stage.enter({ name: 'form', problems: {} });
        break;
      case 'material':
        this.#stage.enter({ name: 'material', index: screen.index, phase: 'capturing', result: null });
        break;
      case 'signature':
        this.#enterSignature();
        break;
      case 'summary':
        this.#stage.enter(screen);
        break;
    }
  }

  async #openItem(item: ServiceItem, signal: AbortSignal): Promise<void> {
    const stage = this.#stage;
    const person = personOf(stage.data);
    const needsCity = item.fields.some((field) => field.prefill === 'city');
    const answer = needsCity
      ? await this.#options.city.prefill(item.itemCode, whoIs(person), signal)
      : ({ kind: 'values', values: { values: {}, options: {} } } as const);
    if (signal.aborted) return;
    switch (answer.kind) {
      case 'refused':
        stage.change({
          name: 'item_list',
          opening: null,
          refusal: { itemCode: item.itemCode, reason: answer.reason },
        });
        break;
      case 'unreachable':
        stage.change({ name: 'item_list', opening: null, refusal: null });
        break;
      case 'values':
        stage.data.draft = {
          item,
          form: personal(prefillForm(item, person, answer.values)),
          materials: [],
          signature: null,
        };
        this.enter(screenAfter(item, null));
        break;
    }
  }

  #goOn(from: PreparationScreen): void {
    this.enter(screenAfter(draftOf(this.#stage.data).item, from));
  }

  #enterSignature(): void {
    const stage = this.#stage;
    const { devices, onWatchFailed } = this.#options;
    stage.enter({ name: 'signature', pad: null });
    const signal = stage.screenWork;
    const pad = startPadSigning({
      devices,
      signal,
      onChange: (view) => stage.change({ name: 'signature', pad: view }),
      onInk: () => stage.reportActivity(),
      onWatchFailed,
    });
    this.#signing = pad && { pad, signal };
    if (pad) stage.change({ name: 'signature', pad: pad.view });
  }

  /** Null where no pad is used, and once its screen was left. */
  #pad(): PadSigning | null {
    return this.#signing && !this.#signing.signal.aborted ? this.#signing.pad : null;
  }

  #onPad(screenId: number, act: (pad: PadSigning) => void): VerbResult {
    return this.#stage.on(screenId, 'signature', (state) => {
      const pad = this.#pad();
      if (!pad || state.pad?.state !== 'in_use') return 'not_now';
      act(pad);
      return 'done';
    });
  }
}

function whoIs({ idNumber, company }: IdentifiedPerson) {
  return { idNumber, creditCode: company?.creditCode ?? null };
}
