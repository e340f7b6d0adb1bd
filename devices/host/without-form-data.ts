/**
 * Stands in for the global `FormData`, behind which Node keeps its whole web client (6 MB, loaded when
 * the name is touched): the RPC library asks of every message whether it is a form. Forms that come in
 * are still told from other messages. None can be made: a device host answers in plain data.
 */
export function withoutFormData(): void {
  // Set and not defined anew: a definition reads the old value first.
  Reflect.set(globalThis, 'FormData', NoForm);
}

class NoForm {
  constructor() {
    throw new Error('a device host sends no forms: its answers hold no Blob');
  }

  /** By the name the standard gives its objects, which every implementation carries. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.toString.call(value) === '[object FormData]';
  }
}
