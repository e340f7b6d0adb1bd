import { FrameScanner } from '../codec/index.ts';
import type { ScanEngine } from './scan-engine.ts';
import type { ScannerDialect } from './scanner-dialect.ts';
import { hostPackets, ssiOpcode, ssiPacket, ssiStatus } from './ssi-codec.ts';

const qrCode = 28;
const longestPart = 250;
const revision = 'SIMULATED-1';
const noData = new Uint8Array(0);

/** A Zebra unit in packets. */
export class SimulatedSsi implements ScannerDialect {
  readonly #scanner = new FrameScanner(hostPackets);
  readonly #engine: ScanEngine;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #refusal: () => number | null;

  constructor(options: {
    engine: ScanEngine;
    send: (bytes: Uint8Array) => void;
    /** Cause with which commands are refused. */
    refusal: () => number | null;
  }) {
    this.#engine = options.engine;
    this.#send = options.send;
    this.#refusal = options.refusal;
  }

  packCode(code: Uint8Array): Uint8Array[] {
    const packets: Uint8Array[] = [];
    for (let offset = 0; offset === 0 || offset < code.length; offset += longestPart) {
      const data = Uint8Array.from([qrCode, ...code.subarray(offset, offset + longestPart)]);
      const status = offset + longestPart < code.length ? ssiStatus.continued : 0;
      packets.push(ssiPacket.encode({ opcode: ssiOpcode.decodeData, source: 0, status, data }));
    }
    return packets;
  }

  take(bytes: Uint8Array): void {
    for (const frame of this.#scanner.push(bytes)) {
      const packet = ssiPacket.decode(frame);
      if (packet.ok) this.#obey(packet.value.opcode);
    }
  }

  #obey(opcode: number): void {
    const refusal = this.#refusal();
    switch (opcode) {
      case ssiOpcode.ack:
      case ssiOpcode.nak:
        break;
      case ssiOpcode.requestRevision:
        this.#answer(ssiOpcode.replyRevision, Uint8Array.from(Buffer.from(revision, 'latin1')));
        break;
      default:
        if (refusal !== null) {
          this.#answer(ssiOpcode.nak, Uint8Array.of(refusal));
          break;
        }
        this.#answer(ssiOpcode.ack, noData);
        if (opcode === ssiOpcode.startSession) this.#engine.trigger();
        if (opcode === ssiOpcode.stopSession) this.#engine.endTrigger();
    }
  }

  #answer(opcode: number, data: Uint8Array): void {
    this.#send(ssiPacket.encode({ opcode, source: 0, status: 0, data }));
  }
}
