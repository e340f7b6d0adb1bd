import type { Clock } from '../../../contract/clock.ts';
import type { Screen } from '../../../contract/kiosk-screens.ts';
import { type PaymentView, type PaymentWay, paymentCodeSchema } from '../../../contract/payment.ts';
import { type Personal, personal } from '../../../contract/personal.ts';
import type { CaseDesk, CaseView } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import { keepWatching } from './keep-watching.ts';

type PaymentHint = Extract<Screen, { name: 'payment' }>['hint'];

export interface PaymentStationOptions {
  devices: DeviceDirectory;
  clock: Clock;
  desk: () => CaseDesk;
  /** Way or hint changed. */
  onChange: () => void;
  onWatchFailed: (error: unknown) => void;
}

/**
 * Where a resident pays. The scanner is read only while a payment code is what the screen asks for and no charge
 * is under way; an order for the QR is made only when the resident asks for it.
 */
export class PaymentStation {
  readonly #options: PaymentStationOptions;
  #way: PaymentWay = 'code';
  #hint: PaymentHint = null;
  #standing: PaymentView['standing'] | null = null;
  /** The resident touched "scan the screen" while another charge was still being undone. */
  #qrWanted = false;
  #scanning: AbortController | null = null;
  /** A phone that stays in front of the scanner is read again and again; its code serves once. */
  #lastCode: Personal<string> | null = null;

  constructor(options: PaymentStationOptions) {
    this.#options = options;
  }

  get way(): PaymentWay {
    return this.#way;
  }

  get hint(): PaymentHint {
    return this.#hint;
  }

  /** A charge, reversal or refund is under way, each with an end of its own. */
  get isMoneyUnderWay(): boolean {
    return this.#standing === 'charging' || this.#standing === 'undoing' || this.#standing === 'returning';
  }

  /** With every change of the case that is followed; true if its money stands otherwise than before. */
  follow(view: CaseView): boolean {
    const standing = view.payment?.standing ?? null;
    const moved = standing !== this.#standing;
    this.#standing = standing;
    if (this.#hint === 'printer_not_ready' && this.#options.desk().canCharge) {
      this.#hint = null;
      this.#qrWanted = this.#way === 'qr';
    }
    this.#serve(view);
    return moved;
  }

  #serve(view: CaseView): void {
    const isDue = view.phase === 'paying' && view.payment?.standing === 'due';
    if (isDue && this.#qrWanted) {
      this.#qrWanted = false;
      this.#note(this.#options.desk().payByQr(view.caseId).ok ? null : 'printer_not_ready');
      return;
    }
    if (!isDue || this.#way !== 'code') this.#stopScanning();
    else if (!this.#scanning) this.#scan(view.caseId);
  }

  /** False where nothing is to be paid now. */
  chooseWay(view: CaseView, way: PaymentWay): boolean {
    if (view.phase !== 'paying') return false;
    const standing = view.payment?.standing;
    const isShown = way === 'qr' && this.#way === 'qr' && standing === 'charging';
    if (isShown) return true;
    this.#way = way;
    this.#hint = null;
    this.#qrWanted = way === 'qr';
    if (standing === 'charging') this.#options.desk().stopCharge(view.caseId);
    else this.#serve(view);
    this.#options.onChange();
    return true;
  }

  /** Forgets everything of this resident. */
  reset(): void {
    this.#stopScanning();
    this.#lastCode?.erase();
    this.#lastCode = null;
    this.#way = 'code';
    this.#hint = null;
    this.#qrWanted = false;
    this.#standing = null;
  }

  #scan(caseId: CaseView['caseId']): void {
    const scanning = new AbortController();
    this.#scanning = scanning;
    const { signal } = scanning;
    const { devices, clock, onWatchFailed } = this.#options;
    void keepWatching({ clock, signal, onWatchFailed }, async () => {
      const scanner = devices.client('code-scanner');
      if (!scanner) return;
      for await (const { text } of await scanner.watchCodes(undefined, { signal })) {
        if (signal.aborted) return;
        this.#onCode(caseId, text.trim());
      }
    });
  }

  #onCode(caseId: CaseView['caseId'], text: string): void {
    if (text === this.#lastCode?.reveal()) return;
    const code = paymentCodeSchema.safeParse(text);
    if (!code.success) {
      this.#note('not_a_payment_code');
      return;
    }
    const isTaken = this.#options.desk().payByCode(caseId, code.data).ok;
    if (isTaken) {
      this.#lastCode?.erase();
      this.#lastCode = personal(code.data);
    }
    this.#note(isTaken ? null : 'printer_not_ready');
  }

  #note(hint: PaymentHint): void {
    this.#hint = hint;
    this.#options.onChange();
  }

  #stopScanning(): void {
    this.#scanning?.abort();
    this.#scanning = null;
  }
}
