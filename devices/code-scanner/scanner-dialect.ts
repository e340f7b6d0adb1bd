/** What a unit of one family says and obeys; made for each line. */
export interface ScannerDialect {
  take(bytes: Uint8Array): void;
  /** Messages that carry a code, in the order they are sent. */
  packCode(code: Uint8Array): Uint8Array[];
}
