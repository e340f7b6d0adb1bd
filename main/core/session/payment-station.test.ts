import { implement } from '@orpc/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeScannerContract } from '../../../contract/device-classes.ts';
import type { PaymentView } from '../../../contract/payment.ts';
import { err, ok } from '../../../contract/result.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { caseIdSchema, itemCodeSchema } from '../../../contract/words.ts';
import { Feed, serveRpc, VirtualPort } from '../../../link/index.ts';
import type { CaseDesk, CaseView } from '../cases/index.ts';
import { DeviceDirectory } from '../devices/index.ts';
import { PaymentStation } from './payment-station.ts';

const code = '130000000000000018';
const due: PaymentView = {
  ...{ amountFen: 1000, standing: 'due', way: null, problem: null, orderNumber: null, charge: null },
};
const paying = (payment: Partial<PaymentView> = {}): CaseView => ({
  caseId: caseIdSchema.parse('3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a01'),
  itemCode: itemCodeSchema.parse('312000990003'),
  itemName: { zh: '查询', en: 'Extract' },
  phase: 'paying',
  acceptance: null,
  deliverables: [],
  suspension: null,
  decision: null,
  claim: null,
  original: null,
  slip: null,
  cell: null,
  canRate: false,
  payment: { ...due, ...payment },
});

/** A scanner in memory; `reading` says whether its stream is taken. */
function attachScanner(devices: DeviceDirectory) {
  const codes = new Feed<{ text: string; symbology: string | null } | null>(null);
  const scanner = { codes, readers: 0 };
  const os = implement(codeScannerContract);
  const router = os.router({
    watchStatus: os.watchStatus.handler(async function* () {
      yield { state: 'online' as const, fault: null };
      await new Promise(() => {});
    }),
    watchCodes: os.watchCodes.handler(async function* ({ signal }) {
      scanner.readers += 1;
      try {
        for await (const shown of codes.follow(signal)) if (shown) yield shown;
      } finally {
        scanner.readers -= 1;
      }
    }),
  });
  const left: VirtualPort = new VirtualPort(
    (data) => queueMicrotask(() => right.handleMessage(data)),
    () => {},
  );
  const right: VirtualPort = new VirtualPort(
    (data) => queueMicrotask(() => left.handleMessage(data)),
    () => {},
  );
  serveRpc(router, right, () => {});
  devices.attach('code-scanner', left);
  return scanner;
}

describe('where a resident pays', () => {
  let asked: string[];
  let printerReady: boolean;
  let station: PaymentStation;
  let scanner: ReturnType<typeof attachScanner>;
  const show = (text: string) => scanner.codes.set({ text, symbology: null });

  beforeEach(() => {
    asked = [];
    printerReady = true;
    const devices = new DeviceDirectory();
    scanner = attachScanner(devices);
    const say = (word: string) => {
      asked.push(word);
      return printerReady ? ok(undefined) : err({ kind: 'not_now' as const });
    };
    const desk: Partial<CaseDesk> = {
      payByCode: (_caseId, text) => say(text),
      payByQr: () => say('qr'),
      get canCharge() {
        return printerReady;
      },
      stopCharge: () => say('stop'),
    };
    station = new PaymentStation({
      ...{ devices, clock: new SteppedClock(), desk: () => desk as CaseDesk, onChange: () => {} },
      onWatchFailed: (error) => {
        throw error;
      },
    });
  });

  it('the code held up -> one charge, however long the phone stays there', async () => {
    station.follow(paying());
    await expect.poll(() => scanner.readers).toBe(1);
    show(code);
    await expect.poll(() => asked).toEqual([code]);
    station.follow(paying({ standing: 'charging' }));
    await expect.poll(() => scanner.readers).toBe(0);
    station.follow(paying({ problem: 'insufficient_balance' }));
    await expect.poll(() => scanner.readers).toBe(1);
    show(code);
    show('130000000000000026');
    await expect.poll(() => asked).toEqual([code, '130000000000000026']);
  });

  it('a city code -> told so, and nothing is charged', async () => {
    station.follow(paying());
    await expect.poll(() => scanner.readers).toBe(1);
    show('SSM1ABCDEF');
    await expect.poll(() => station.hint).toBe('not_a_payment_code');
    expect(asked).toEqual([]);
  });

  it('the other way while a QR can still be paid -> it is undone first, and only then the scanner is read', async () => {
    station.chooseWay(paying(), 'qr');
    expect(asked).toEqual(['qr']);
    station.follow(paying({ standing: 'charging', way: 'qr' }));
    station.chooseWay(paying({ standing: 'charging', way: 'qr' }), 'code');
    expect(asked).toEqual(['qr', 'stop']);
    station.follow(paying({ standing: 'undoing' }));
    expect(scanner.readers).toBe(0);
    station.follow(paying());
    await expect.poll(() => scanner.readers).toBe(1);
  });

  it('the QR wanted while a charge is under way -> one order, once the charge is undone', () => {
    station.follow(paying({ standing: 'charging', way: 'code' }));
    station.chooseWay(paying({ standing: 'charging', way: 'code' }), 'qr');
    station.follow(paying({ standing: 'undoing' }));
    expect(asked).toEqual(['stop']);
    station.follow(paying());
    station.follow(paying());
    expect(asked).toEqual(['stop', 'qr']);
  });

  it('a printer that cannot print -> said before anything is charged', () => {
    printerReady = false;
    station.chooseWay(paying(), 'qr');
    expect(station.hint).toBe('printer_not_ready');
  });

  it('the printer is mended -> the word about it goes, and the QR that was wanted is shown', () => {
    printerReady = false;
    station.chooseWay(paying(), 'qr');
    station.follow(paying());
    expect([station.hint, asked]).toEqual(['printer_not_ready', ['qr']]);
    printerReady = true;
    station.follow(paying());
    station.follow(paying());
    expect([station.hint, asked]).toEqual([null, ['qr', 'qr']]);
  });

  it('the printer is mended after a code was held up -> the word about it goes, and the code must be shown again', async () => {
    printerReady = false;
    station.follow(paying());
    await expect.poll(() => scanner.readers).toBe(1);
    show(code);
    await expect.poll(() => station.hint).toBe('printer_not_ready');
    printerReady = true;
    station.follow(paying());
    expect([station.hint, asked]).toEqual([null, [code]]);
  });

  it('after the session nothing reads the scanner, and the next resident begins with the first way', async () => {
    station.chooseWay(paying(), 'qr');
    station.reset();
    expect([station.way, station.hint, station.isMoneyUnderWay]).toEqual(['code', null, false]);
    await expect.poll(() => scanner.readers).toBe(0);
  });
});
