export {
  bytes,
  type Checksum,
  type Codec,
  checked,
  codec,
  type DecodeFailure,
  highByteFirst,
  literal,
  lowByteFirst,
  named,
  type Part,
  rest,
  sequence,
  sized,
  sum8,
  sum16,
  uint8,
  uint16be,
  uint16le,
  xor8,
} from './codec.ts';
export { Exchange, type ExchangeFailure, type ExchangeOptions, type ExchangeRequest } from './exchange.ts';
export { FrameScanner, type FrameShape } from './frame-scanner.ts';
export { OneAtATime } from './one-at-a-time.ts';
