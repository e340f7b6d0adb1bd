import { once } from 'node:events';
import type { Locator, Page } from 'playwright-core';
import type { FictionalPerson } from '../../contract/fictional-person.ts';
import type { ScreenName } from '../../contract/kiosk-screens.ts';
import type { BenchClient } from '../../devices/bench/index.ts';
import { lookAtVideo, seeOtherVideo } from './live-picture.ts';

const usualPatienceMs = 20_000;

export interface ResidentOptions {
  page: Page;
  bench: BenchClient;
  person: FictionalPerson;
  /** How long the resident waits for what should come before giving up; 20 s by default. */
  patienceMs?: number;
  /** Ends every wait for a screen or a button at once. */
  signal?: AbortSignal | undefined;
  /** Called when a screen of the flow stands complete, before the resident acts on it. */
  onScreen?: (name: string) => Promise<void>;
  /** Called before each act of a person: a touch, or a thing taken, laid or held up. */
  onAct?: (act: 'touch' | 'hand') => void;
  /** Called with the machine's time from the resident's act to the screen that answers it. */
  onStep?: (name: string, machineMs: number) => void;
}

/** The resident wanted to begin, and the terminal remembers an interrupted case of theirs. */
export class ResumeOffered extends Error {}

/** Two strokes, as shares of the field. */
const signatureStrokes = [
  [
    [0.2, 0.3],
    [0.4, 0.35],
    [0.35, 0.7],
  ],
  [
    [0.55, 0.25],
    [0.6, 0.5],
    [0.75, 0.75],
  ],
] as const;

/**
 * An automated resident: touches what a person would touch, lays cards and papers on the simulated
 * devices, and waits for what the screen says, never for a time.
 */
export class Resident {
  readonly #page: Page;
  readonly #bench: BenchClient;
  readonly #person: FictionalPerson;
  readonly #patienceMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #onScreen: (name: string) => Promise<void>;
  readonly #onStep: (name: string, machineMs: number) => void;
  readonly #onAct: (act: 'touch' | 'hand') => void;

  constructor(options: ResidentOptions) {
    this.#page = options.page;
    this.#bench = options.bench;
    this.#person = options.person;
    this.#patienceMs = options.patienceMs ?? usualPatienceMs;
    this.#signal = options.signal;
    this.#onScreen = options.onScreen ?? (async () => {});
    this.#onStep = options.onStep ?? (() => {});
    this.#onAct = options.onAct ?? (() => {});
  }

  async walkUp(): Promise<void> {
    await this.waitFor('welcome');
    await this.#onScreen('welcome');
    await this.#timed('welcome', () => this.touch('welcome-begin'), 'identification');
  }

  async identifyByCard(nextScreen: ScreenName = 'item_list'): Promise<void> {
    await this.#onScreen('identification-card');
    const { personId } = this.#person;
    await this.#identified(() => this.#bench.card.lay({ personId }), nextScreen);
    await this.#bench.card.lift();
  }

  async identifyByCityCode(nextScreen: ScreenName = 'item_list'): Promise<void> {
    await this.touch('method-city_code');
    await this.#seen(this.#page.locator('[data-testid="method-city_code"][aria-pressed="true"]'));
    await this.#onScreen('identification-city-code');
    const { personId } = this.#person;
    await this.#identified(() => this.#bench.phone.showCityCode({ personId }), nextScreen);
  }

  /** By the code of the company's licence on the phone. */
  async identifyForCompany(creditCode: string): Promise<void> {
    await this.touch('method-company');
    await this.#seen(this.#page.locator('[data-testid="method-company"][aria-pressed="true"]'));
    await this.#onScreen('identification-company');
    this.#onAct('hand');
    const { personId } = this.#person;
    await this.#identified(
      () => this.#bench.phone.showBusinessLicence({ personId, creditCode }),
      'item_list',
    );
  }

  /** @throws ResumeOffered where the screen offers an interrupted case instead. */
  async #identified(act: () => Promise<unknown>, nextScreen: ScreenName): Promise<void> {
    const screen = await this.#timed('identification', act, nextScreen, 'resumable');
    if (screen === 'resumable' && nextScreen !== 'resumable') throw new ResumeOffered();
  }

  /** Goes on with the interrupted case, pays if that is still to be done, and takes what comes out. */
  async goOn(): Promise<string> {
    await this.touch('case-resume');
    if ((await this.waitFor('payment', 'delivery', 'outcome')) === 'payment') await this.payByCode();
    return this.collect();
  }

  async choose(itemCode: string, nextScreen: ScreenName): Promise<void> {
    await this.#onScreen('item-list');
    await this.#timed('item', () => this.touch(`item-${itemCode}`), nextScreen);
  }

  /** Picks one of the offered answers of a choice field. */
  async pick(fieldKey: string, value: string): Promise<void> {
    const option = `field-${fieldKey}-${value}`;
    // Many answers are on a page of their own.
    const list = `field-${fieldKey}`;
    await this.#turnToField(option, list);
    if (await this.#page.getByTestId(list).isVisible()) await this.touch(list);
    await this.touch(option);
  }

  async typeDigits(fieldKey: string, digits: string): Promise<void> {
    await this.#turnToField(`field-${fieldKey}`);
    await this.touch(`field-${fieldKey}`);
    for (const digit of digits) await this.touch(`key-${digit}`);
  }

  /** Types figures and letters, on a field whose keyboard begins with figures. */
  async typeCode(fieldKey: string, code: string): Promise<void> {
    await this.#turnToField(`field-${fieldKey}`);
    await this.touch(`field-${fieldKey}`);
    let mode = 'number';
    for (const sign of code.toLowerCase()) {
      const wanted = /[a-z]/.test(sign) ? 'latin' : 'number';
      if (wanted !== mode) await this.touch(`key-mode-${wanted}`);
      mode = wanted;
      await this.touch(`key-${sign}`);
    }
  }

  /** Types Chinese by pinyin: each pair is what is typed and the candidate that is touched. */
  async typeChinese(fieldKey: string, parts: { pinyin: string; take: string }[]): Promise<void> {
    await this.#turnToField(`field-${fieldKey}`);
    await this.touch(`field-${fieldKey}`);
    for (const { pinyin, take } of parts) {
      for (const letter of pinyin) await this.touch(`key-${letter}`);
      const candidate = this.#page
        .locator('[data-testid^="candidate-"]')
        .filter({ has: this.#page.getByText(take, { exact: true }) })
        .or(this.#page.locator('[data-testid^="candidate-"]', { hasText: new RegExp(`^${take}$`) }))
        .first();
      await this.#seen(candidate);
      await candidate.click({ timeout: this.#patienceMs });
    }
  }

  /** House numbers and the like, on the keyboard that is open. */
  async typeNumberInText(digits: string): Promise<void> {
    await this.touch('key-mode-number');
    for (const digit of digits) await this.touch(`key-${digit}`);
  }

  async closeKeyboard(): Promise<void> {
    await this.touch('key-done');
  }

  async submitForm(nextScreen: ScreenName): Promise<void> {
    await this.#onScreen('form-filled');
    await this.#turnToField('form-submit');
    await this.#timed('form', () => this.touch('form-submit'), nextScreen);
  }

  /** Lays a picture under the camera and has it checked; returns the verdict on the screen. */
  async showMaterial(pictureId: string): Promise<string> {
    await this.#seen(this.#page.locator('[data-testid="material-capture"]:not([disabled])'));
    await this.#seen(this.#page.locator('video'));
    const before = await lookAtVideo(this.#page);
    await this.#bench.camera.layPicture({ pictureId });
    await seeOtherVideo(this.#page, before);
    await this.#onScreen('material-camera');
    const result = this.#page.locator('[data-verdict]');
    const begunAt = performance.now();
    await this.touch('material-capture');
    await this.#seen(result);
    this.#onStep('material', performance.now() - begunAt);
    await this.#onScreen('material-result');
    return (await result.getAttribute('data-verdict')) ?? '';
  }

  async acceptMaterial(nextScreen: ScreenName): Promise<void> {
    await this.touch('material-accept');
    // The next page is another screen of the same name.
    const accepted = this.#page.getByTestId('material-accept');
    await accepted.waitFor({ state: 'detached', timeout: this.#patienceMs });
    await this.waitFor(nextScreen);
    await this.#bench.camera.removePicture();
  }

  /** With a finger on the screen, or with the pen where there is a pad. */
  async sign(): Promise<void> {
    const screen = this.#page.locator('[data-signing-on]');
    if ((await screen.getAttribute('data-signing-on')) === 'pad') await this.#signOnPad();
    else await this.#signOnScreen();
    await this.#onScreen('signature');
    await this.#timed('signature', () => this.touch('signature-submit'), 'summary');
  }

  async #signOnPad(): Promise<void> {
    for (const stroke of signatureStrokes) {
      await this.#bench.signaturePad.movePen({
        places: stroke.map(([x, y]) => ({ x, y, pressure: 0.6 })),
      });
      await this.#bench.signaturePad.liftPen();
    }
  }

  async #signOnScreen(): Promise<void> {
    const box = await this.#page.getByTestId('signature-pad').boundingBox();
    if (!box) throw new Error('there is no field to sign in');
    const { mouse } = this.#page;
    for (const stroke of signatureStrokes) {
      const [start, ...rest] = stroke.map(
        ([x, y]) => [box.x + box.width * x, box.y + box.height * y] as const,
      );
      if (!start) continue;
      await mouse.move(...start);
      await mouse.down();
      for (const point of rest) await mouse.move(...point, { steps: 4 });
      await mouse.up();
    }
  }

  /** Submits and waits for the screen after everything is in hand; returns the acceptance number. */
  async submitAndCollect(): Promise<string> {
    await this.#onScreen('summary');
    await this.#timed('submit', () => this.touch('case-submit'), 'delivery', 'outcome');
    return this.collect();
  }

  /** Submits an item that costs something, up to the screen with the amount. */
  async submitToPay(): Promise<void> {
    await this.#onScreen('summary');
    await this.#timed('submit', () => this.touch('case-submit'), 'payment');
    await this.#onScreen('payment');
  }

  async showPaymentCode(manner: 'sufficient' | 'insufficient' | 'needs_password' | 'expired'): Promise<void> {
    await this.#bench.phone.showPaymentCode({ personId: this.#person.personId, manner });
  }

  async payByCode(): Promise<void> {
    await this.#timed('payment', () => this.showPaymentCode('sufficient'), 'delivery', 'outcome');
  }

  /** Lets the screen show a code to pay by and reads it. */
  async askForQr(): Promise<string> {
    await this.touch('pay-qr');
    const qr = this.#page.locator('[data-qr-text]');
    await this.#seen(qr);
    await this.#onScreen('payment-qr');
    return (await qr.getAttribute('data-qr-text')) ?? '';
  }

  async scanQr(text: string): Promise<void> {
    await this.#bench.phone.scanPaymentQr({ personId: this.#person.personId, text });
  }

  async payByQr(): Promise<void> {
    const text = await this.askForQr();
    await this.#timed('payment', () => this.scanQr(text), 'delivery', 'outcome');
  }

  /** Submits what an officer decides, up to the screen that says so. */
  async submitForReview(): Promise<void> {
    await this.#onScreen('summary');
    await this.#timed('submit', () => this.touch('case-submit'), 'submitting');
    await this.#seen(this.#page.locator('[data-testid="review-leave"]'));
    await this.#onScreen('reviewing');
  }

  /** Submits, and takes so many invoices as they come, each held before the scanner. */
  async submitAndTakeInvoices(count: number): Promise<void> {
    await this.#onScreen('summary');
    let begunAt = performance.now();
    await this.touch('case-submit');
    for (let place = 1; place <= count; place++) {
      await this.#seen(this.#page.locator(`[data-testid="deliverable-invoice"][data-to-read="${place}"]`));
      this.#onStep(`invoice ${place}`, performance.now() - begunAt);
      if (place === 1) await this.#onScreen('invoice');
      begunAt = performance.now();
      this.#onAct('hand');
      await this.#bench.dispenser.take();
      this.#onAct('hand');
      await this.#bench.dispenser.holdUp();
    }
  }

  /** Waits until everything is in hand; returns the acceptance number. */
  async collect(): Promise<string> {
    const begunAt = performance.now();
    await this.#onScreen('delivery');
    await this.#collectFromLocker();
    await this.waitFor('outcome');
    this.#onStep('delivery', performance.now() - begunAt);
    await this.#onScreen('outcome');
    await this.#bench.printer.takePaper();
    const number = this.#page.getByTestId('acceptance-number').first();
    return (await number.getAttribute('data-value')) ?? '';
  }

  /** After a suspension the cause is gone: goes on by itself, or by the button where one is offered. */
  async retryUntil(screen: ScreenName): Promise<void> {
    const retry = this.#page.getByTestId('delivery-retry');
    const there = this.#page.locator(`[data-screen="${screen}"]`);
    await this.#seen(this.#page.locator('[data-testid="delivery-retry"]:not([disabled])').or(there).first());
    // It may go on by itself just before the touch.
    const timeout = this.#patienceMs;
    if (await retry.isVisible()) await Promise.any([retry.click({ timeout }), there.waitFor({ timeout })]);
    await this.waitFor(screen);
  }

  async rate(level: 1 | 2 | 3 | 4 | 5 | null): Promise<void> {
    const act = () => this.touch(level === null ? 'rating-skip' : `rating-${level}`);
    await this.#timed('rating', act, 'welcome');
  }

  async touch(testId: string): Promise<void> {
    const button = this.#page.getByTestId(testId).first();
    await this.#seen(button);
    this.#onAct('touch');
    await button.click({ timeout: this.#patienceMs });
  }

  async waitFor(...screens: ScreenName[]): Promise<ScreenName> {
    const selector = screens.map((name) => `[data-screen="${name}"]`).join(', ');
    const shown = this.#page.locator(selector).first();
    await this.#seen(shown);
    return (await shown.getAttribute('data-screen')) as ScreenName;
  }

  /** What is given up here only looks: nothing is touched by it later. */
  async #seen(wanted: Locator): Promise<void> {
    const signal = this.#signal;
    const looking = wanted.waitFor({ timeout: this.#patienceMs });
    if (!signal) return looking;
    signal.throwIfAborted();
    const stopped = new AbortController();
    try {
      await Promise.race([looking, once(signal, 'abort', { signal: stopped.signal })]);
      signal.throwIfAborted();
    } finally {
      stopped.abort();
      looking.catch(() => {});
    }
  }

  /** A long form has pages: turns them until the field is there. */
  async #turnToField(testId: string, orTestId = testId): Promise<void> {
    const field = this.#page.getByTestId(testId).or(this.#page.getByTestId(orTestId)).first();
    const next = this.#page.getByTestId('page-next');
    while (!(await field.isVisible()) && (await next.isVisible()) && (await next.isEnabled()))
      await next.click({ timeout: this.#patienceMs });
  }

  /** Where a parcel waits, its door opens and lights on the screen: takes the parcel and shuts the door. */
  async #collectFromLocker(): Promise<void> {
    const litDoor = this.#page.locator('[data-lit]').first();
    await this.#seen(litDoor.or(this.#page.locator('[data-screen="outcome"]')).first());
    if (!(await litDoor.isVisible())) return;
    await this.#onScreen('door-open');
    const open = (await this.#bench.readState()).locker.find((cell) => cell.door === 'open');
    if (open) await this.takeParcel({ board: open.board, cell: open.cell });
  }

  async takeParcel(cell: { board: number; cell: number }): Promise<void> {
    await this.#bench.locker.takeParcel(cell);
    await this.#bench.locker.setDoor({ ...cell, open: false });
  }

  async #timed(step: string, act: () => Promise<unknown>, ...screens: ScreenName[]): Promise<ScreenName> {
    const begunAt = performance.now();
    await act();
    const screen = await this.waitFor(...screens);
    this.#onStep(step, performance.now() - begunAt);
    return screen;
  }
}
