import type { KioskView } from '../../../contract/kiosk.ts';
import type { Screen } from '../../../contract/kiosk-screens.ts';
import { renderPictureJpeg } from '../../../fixtures/index.ts';
import { LineGone, type Window } from '../../flow/window.ts';
import { clearAway, type Outside, parcelCell, putRight, strike } from './surroundings.ts';
import { company, itemCodes, type Visit } from './visit.ts';

/** `served`: to the end or until the person left; `torn`: the core died; `stuck`: nothing went on any more. */
export type VisitEnd =
  | { kind: 'served'; resumed: boolean }
  | { kind: 'torn' }
  | { kind: 'stuck'; at: string };

export interface ResidentTools {
  window: Window;
  outside: Outside;
  /** Every code that was shown is told here. */
  onCode(code: string): void;
  patienceMs?: number;
}

const usualPatienceMs = 25_000;
/** Whoever sees nothing happen for so long touches, shows or lays again. */
const impatienceMs = 3000;
const mostRetries = 3;
/** What is true of the visit and not of what stands on the screen. */
const lasting = ['in', 'resume', 'first code', 'other way'];
const longestError = 300;
/** Screens on which the terminal does not know yet who is there. */
const beforeEntry: ReadonlySet<string> = new Set([
  'welcome',
  'interrupted',
  'identification',
  'out_of_service',
]);
const invoiceLine = {
  ...{ buyerName: '样本餐饮管理有限公司', buyerCreditCode: '91310199MA0YANG05M' },
  ...{ line1Name: '技术服务', line1Amount: '1.50' },
};
const unreadablePicture = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
const realPictures = new Map<string, Promise<Uint8Array>>();

/**
 * One person at the terminal without a browser: looks at each view as the window gets it and does,
 * once, what that screen asks for.
 */
export async function playVisit(tools: ResidentTools, visit: Visit): Promise<VisitEnd> {
  const { window, outside } = tools;
  const resident = new PlayedResident(tools, visit);
  try {
    let unchangedMs = 0;
    for (;;) {
      const { view } = window;
      if (resident.hasLeft(view)) return { kind: 'served', resumed: resident.hasResumed };
      await resident.look(view);
      const changes = window.until((next) => next.sequence !== view.sequence, impatienceMs);
      const changed = await changes.then(() => true, notYet);
      unchangedMs = changed ? 0 : unchangedMs + impatienceMs;
      if (!changed) resident.tryAgain();
      if (unchangedMs >= (tools.patienceMs ?? usualPatienceMs)) throw new Error('nothing goes on');
    }
  } catch (error) {
    if (error instanceof LineGone || window.isGone) return { kind: 'torn' };
    return { kind: 'stuck', at: await describe(tools, visit, error) };
  } finally {
    await clearAway(outside, visit);
  }
}

/** A window that is gone is an end, one that shows the same is none. */
function notYet(error: unknown): false {
  if (error instanceof LineGone) throw error;
  return false;
}

async function describe({ window, outside }: ResidentTools, visit: Visit, error: unknown): Promise<string> {
  const { cardOnReader, scannerTriggered } = await outside.bench.readState();
  const { person, ...drawn } = visit;
  return JSON.stringify({
    ...{ visit: { ...drawn, person: person.personId }, cardOnReader, scannerTriggered },
    error: String(error).slice(0, longestError),
    view: window.view.screen,
  });
}

type On<Name extends Screen['name']> = Extract<Screen, { name: Name }>;

class PlayedResident {
  readonly #tools: ResidentTools;
  readonly #visit: Visit;
  /** What was done already, so that it is done once. */
  readonly #done = new Set<string>();
  #begun = false;
  #struck = false;
  #retries = 0;

  constructor(tools: ResidentTools, visit: Visit) {
    this.#tools = tools;
    this.#visit = visit;
  }

  hasLeft({ screen }: KioskView): boolean {
    return (
      this.#begun && (screen.name === 'welcome' || screen.name === 'interrupted') && this.#done.has('in')
    );
  }

  tryAgain(): void {
    for (const what of [...this.#done]) if (!lasting.includes(what)) this.#done.delete(what);
  }

  get hasResumed(): boolean {
    return this.#done.has('resume');
  }

  async look(view: KioskView): Promise<void> {
    const { screen } = view;
    const { leavesAt, misfortune } = this.#visit;
    if (!beforeEntry.has(screen.name)) this.#done.add('in');
    if (screen.name === leavesAt) return this.#leave();
    if (screen.name === 'summary' && misfortune && !this.#struck) {
      this.#struck = true;
      await strike(this.#tools.outside, misfortune);
    }
    switch (screen.name) {
      case 'welcome':
      case 'interrupted':
        return this.#once(`begin ${view.screenId}`, async () => {
          this.#begun = true;
          await this.#say(this.#client.session.begin, {});
        });
      case 'identification':
        return this.#identify(screen, view.screenId);
      case 'resumable':
        return this.#once('resume', () => this.#say(this.#client.case.resume, {}));
      case 'item_list':
        return this.#choose(screen);
      case 'form':
        return this.#fillIn(screen);
      case 'material':
        return this.#showMaterial(screen);
      case 'signature':
        return this.#sign(screen);
      case 'summary':
        return this.#once('submit', () => this.#say(this.#client.case.submit, {}));
      case 'payment':
        return this.#pay(screen);
      case 'delivery':
        return this.#takeDelivery(screen);
      case 'outcome':
        return this.#finish();
      case 'out_of_service':
      case 'submitting':
        return;
    }
  }

  get #client() {
    return this.#tools.window.client;
  }

  async #once(what: string, act: () => Promise<unknown>): Promise<void> {
    if (this.#done.has(what)) return;
    this.#done.add(what);
    await act();
  }

  /** Says a verb, perhaps twice as by a double tap. What comes too late for its screen is nobody's fault. */
  async #say<Input extends { requestId: string; screenId: number }>(
    verb: (input: Input) => Promise<unknown>,
    extra: Omit<Input, 'requestId' | 'screenId'>,
  ): Promise<void> {
    const input = { ...extra, ...this.#tools.window.act } as Input;
    const again = { ...input, requestId: crypto.randomUUID() };
    const said = this.#visit.touchesTwice ? [verb(input), verb(again)] : [verb(input)];
    for (const { status, reason } of await Promise.all(said.map(settle))) {
      if (status === 'failed' && !isTooLate(reason)) throw reason;
    }
  }

  async #leave(): Promise<void> {
    await this.#once('leave', () => this.#client.session.end({ requestId: crypto.randomUUID() }));
  }

  async #identify(screen: On<'identification'>, screenId: number): Promise<void> {
    const { person, identifyBy } = this.#visit;
    const { bench, city } = this.#tools.outside;
    const method = ({ card: 'id_card', code: 'city_code', licence: 'company' } as const)[identifyBy];
    if (
      screen.phase !== 'waiting' ||
      !screen.methods.some((each) => each.method === method && each.available)
    ) {
      return;
    }
    if (screen.method !== method) {
      return this.#once(`choose ${screenId}`, () =>
        this.#say(this.#client.identification.chooseMethod, { method }),
      );
    }
    const attempt = `${screenId} ${screen.problem}`;
    if (identifyBy === 'card') {
      return this.#once(`lay ${attempt}`, async () => {
        await bench.card.lift();
        await bench.card.lay({ personId: person.personId });
      });
    }
    return this.#once(`show ${attempt}`, async () => {
      const { personId } = person;
      const { code } =
        identifyBy === 'licence'
          ? await city.showBusinessLicence({ personId, creditCode: company })
          : await city.showCodeOnPhone({ personId });
      this.#tools.onCode(code);
      await bench.scanner.show({ text: code });
    });
  }

  async #choose(screen: On<'item_list'>): Promise<void> {
    const itemCode = itemCodes[this.#visit.kind];
    if (screen.opening) return;
    if (screen.refusal) return this.#leave();
    const item = screen.items.find((each) => each.itemCode === itemCode);
    if (!item || item.unavailable) return;
    await this.#once('choose', () => this.#say(this.#client.item.choose, { itemCode }));
  }

  async #fillIn({ fields, problems }: On<'form'>): Promise<void> {
    if (Object.keys(problems).length > 0) throw new Error(`the form is refused: ${Object.keys(problems)}`);
    const { mobilePhone, residenceAddress } = this.#visit.person;
    const typed: Record<string, string> = { mobilePhone, residenceAddress, ...invoiceLine };
    const values: Record<string, string> = {};
    for (const field of fields) {
      if ((field.kind === 'text' && field.readOnly) || !field.required) continue;
      // Of how many pieces the second choice, so that there is something between the first and the last.
      const place = field.key === 'quantity' ? 1 : 0;
      const offered = field.kind === 'choice' ? field.options[place]?.value : undefined;
      const value = typed[field.key] ?? offered;
      if (value !== undefined) values[field.key] = value;
    }
    await this.#once('fill in', () => this.#say(this.#client.form.submit, { values }));
  }

  async #showMaterial({ phase, position }: On<'material'>): Promise<void> {
    if (phase === 'capturing') {
      const { person, showsRealPage } = this.#visit;
      const picture = showsRealPage ? await realPicture(person.personId) : unreadablePicture;
      const image = new Blob([Uint8Array.from(picture)], { type: 'image/jpeg' });
      await this.#once(`show page ${position.index}`, () =>
        this.#say(this.#client.material.check, { image }),
      );
    }
    if (phase === 'checked') {
      await this.#once(`accept page ${position.index}`, () => this.#say(this.#client.material.accept, {}));
    }
  }

  async #sign({ pad }: On<'signature'>): Promise<void> {
    if (pad?.state === 'in_use') {
      return this.#once('leave pad', () => this.#say(this.#client.signature.leavePad, {}));
    }
    const point = { pressure: 0.5, timeMs: 0 };
    const stroke = [
      { ...point, x: 0.2, y: 0.4 },
      { ...point, x: 0.7, y: 0.6, timeMs: 300 },
    ];
    const signature = { drawnOn: 'screen', aspectRatio: 2, strokes: [stroke] } as const;
    await this.#once('sign', () =>
      this.#say(this.#client.signature.submit, { signature: { ...signature, strokes: [stroke] } }),
    );
  }

  async #pay({ payment, way, hint }: On<'payment'>): Promise<void> {
    const { person, pay } = this.#visit;
    const { bench } = this.#tools.outside;
    const { personId } = person;
    if (payment.charge?.confirmOnPhone) {
      return this.#once('password', () => bench.phone.answerPasswordQuestion({ personId, agree: true }));
    }
    if (payment.standing === 'charging' && payment.charge?.qrText) {
      if (pay === 'qr_then_code') {
        return this.#once('other way', () => this.#say(this.#client.payment.chooseWay, { way: 'code' }));
      }
      const text = payment.charge.qrText;
      return this.#once(`scan ${text}`, () => settle(bench.phone.scanPaymentQr({ personId, text })));
    }
    if (payment.standing !== 'due') return;
    if (hint === 'printer_not_ready') await this.#once('printer', () => putRight(this.#tools.outside));
    if (pay === 'decline') return this.#once('decline', () => this.#say(this.#client.payment.decline, {}));
    const byQr = pay === 'qr' || (pay === 'qr_then_code' && !this.#done.has('other way'));
    if (byQr) {
      const attempt = `qr ${payment.orderNumber} ${payment.problem} ${hint}`;
      return this.#once(attempt, () => this.#say(this.#client.payment.chooseWay, { way: 'qr' }));
    }
    if (way !== 'code') {
      return this.#once(`by code ${payment.orderNumber}`, () =>
        this.#say(this.#client.payment.chooseWay, { way: 'code' }),
      );
    }
    const first = !this.#done.has('first code');
    const manner =
      first && pay === 'too_little_first'
        ? 'insufficient'
        : pay === 'password'
          ? 'needs_password'
          : 'sufficient';
    await this.#once(first ? 'first code' : `code ${payment.orderNumber} ${payment.problem}`, async () => {
      const { code } = await this.#tools.outside.city.showPaymentCode({ personId, manner });
      this.#tools.onCode(code);
      await bench.scanner.hide();
      await bench.scanner.show({ text: code });
    });
  }

  async #takeDelivery({ suspension, cell, deliverables }: On<'delivery'>): Promise<void> {
    const { outside } = this.#tools;
    if (suspension) {
      if (!this.#visit.givesUp) await this.#once(`put right ${suspension.cause}`, () => putRight(outside));
      this.#retries += 1;
      const { retry, leave } = this.#client.delivery;
      return this.#say(this.#visit.givesUp || this.#retries > mostRetries ? leave : retry, {});
    }
    if (deliverables.some(({ state }) => state === 'suspended')) return;
    const pieces = deliverables.find(({ pieces: of }) => of?.toRead)?.pieces;
    if (pieces) await this.#once(`invoice ${pieces.out}`, () => this.#takeInvoice());
    if (cell?.door === 'open') {
      await this.#once('take parcel', async () => {
        const { board, cell: number } = cell;
        const state = await outside.bench.readState();
        const place = state.locker.find((each) => each.board === board && each.cell === number);
        if (place?.parcel) await outside.bench.locker.takeParcel({ board, cell: number });
        await outside.bench.locker.setDoor({ board, cell: number, open: false });
      });
    }
  }

  async #takeInvoice(): Promise<void> {
    const { bench } = this.#tools.outside;
    const { dispenser } = await bench.readState();
    if (dispenser.item?.place === 'gate') await bench.dispenser.take();
    if (!this.#visit.showsInvoices) return this.#say(this.#client.delivery.skipReading, {});
    await settle(bench.dispenser.holdUp());
  }

  async #finish(): Promise<void> {
    const { outside } = this.#tools;
    await this.#once('finish', async () => {
      await clearAway(outside, this.#visit);
      await this.#say(this.#client.rating.submit, { level: this.#visit.rating });
    });
  }
}

/** What a visit needs to be in the world before it begins. */
export async function prepareVisit(outside: Outside, visit: Visit): Promise<void> {
  await putRight(outside);
  if (visit.kind !== 'pickup') return;
  const { locker } = await outside.bench.readState();
  const place = locker.find(({ board, cell }) => board === parcelCell.board && cell === parcelCell.cell);
  if (place?.door === 'open') await outside.bench.locker.setDoor({ ...parcelCell, open: false });
  await outside.bench.locker.placeParcel({ ...parcelCell, personId: visit.person.personId });
}

type Settled = { status: 'done'; reason: null } | { status: 'failed'; reason: unknown };

async function settle(promise: Promise<unknown>): Promise<Settled> {
  try {
    await promise;
    return { status: 'done', reason: null };
  } catch (reason) {
    return { status: 'failed', reason };
  }
}

function isTooLate(error: unknown): boolean {
  const code = error && typeof error === 'object' && 'code' in error ? error.code : null;
  return code === 'STALE_SCREEN' || code === 'NOT_NOW';
}

function realPicture(personId: string): Promise<Uint8Array> {
  const known = realPictures.get(personId) ?? renderReal(personId);
  realPictures.set(personId, known);
  return known;
}

async function renderReal(personId: string): Promise<Uint8Array> {
  const picture = await renderPictureJpeg(`household-${personId}`);
  if (!picture) throw new Error(`no page of ${personId}`);
  return picture;
}
