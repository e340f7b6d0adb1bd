import type { EffectPorts, PaymentPort } from '../cases/index.ts';
import { afterCall, type Boundary, beforeCall } from './boundary.ts';

/** `asks` leaves the world as it is; `stays` never leaves the process, so that nothing can be torn there. */
type Reach = 'acts' | 'asks' | 'stays';

const ports: Record<Exclude<keyof EffectPorts, 'payment'>, Reach> = {
  submit: 'acts',
  lookUpCase: 'asks',
  handOverParcel: 'acts',
  countInvoices: 'acts',
  rate: 'acts',
  lookUpDecision: 'asks',
  fetchLicence: 'acts',
  notify: 'acts',
  print: 'acts',
  lookUpJob: 'asks',
  cancelJob: 'acts',
  readCutCount: 'asks',
  openCell: 'acts',
  lookUpOpening: 'asks',
  readDoor: 'asks',
  openDoor: 'acts',
  lookUpDoor: 'asks',
  dispenseItem: 'acts',
  captureItem: 'acts',
  lookUpItem: 'asks',
  readItemSensors: 'asks',
  gateIsEmpty: 'asks',
  readInvoiceCode: 'asks',
  printPage: 'acts',
  lookUpPage: 'asks',
  readSheetCount: 'asks',
  documentPrinterReady: 'stays',
  drawDocument: 'stays',
  powerSession: 'stays',
};
const paymentWords: Record<keyof PaymentPort, string> = {
  chargeByCode: 'chargeByCode',
  makeOrder: 'makeOrder',
  query: 'queryPayment',
  reverse: 'reverse',
  refund: 'refund',
};

/** The ports with a boundary before each call that leaves the process and after its answer. */
export function nameCalls(all: EffectPorts, boundary: Boundary): EffectPorts {
  const payment = nameEach(all.payment, (verb) => paymentWords[verb], boundary);
  const named = nameEach(
    all,
    (verb) => (verb === 'payment' || ports[verb] === 'stays' ? null : verb),
    boundary,
  );
  return { ...named, payment };
}

/** A port's verbs, each with its boundaries; those without a word stay as they are. */
function nameEach<Port extends object>(
  port: Port,
  wordOf: (verb: keyof Port) => string | null,
  boundary: Boundary,
): Port {
  const named = Object.entries(port).map(([verb, value]) => {
    const word = wordOf(verb as keyof Port);
    if (word === null || typeof value !== 'function') return [verb, value];
    const call = async (...input: unknown[]): Promise<unknown> => {
      boundary(beforeCall(word));
      const answer: unknown = await Reflect.apply(value, port, input);
      boundary(afterCall(word));
      return answer;
    };
    return [verb, call];
  });
  return Object.fromEntries(named);
}

export const callWords: readonly string[] = [
  ...Object.entries(ports).flatMap(([verb, reach]) => (reach === 'stays' ? [] : [verb])),
  ...Object.values(paymentWords),
];
