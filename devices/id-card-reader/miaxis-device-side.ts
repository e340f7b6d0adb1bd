import type { DeviceSimulator, ReportSimulator, ReportSimulatorLine } from '../simulator.ts';
import { decodeHostReport, encodeDeviceReport, miaxisPieceLength, toModule } from './miaxis-codec.ts';
import { samFrameLength } from './sam-frame-codec.ts';

/** A simulated module inside a Miaxis housing: its frames leave as reports, as the unit's firmware packs them. */
export class MiaxisDeviceSide implements ReportSimulator {
  readonly #module: DeviceSimulator;
  /** Reports of the next answer that are lost, by their number. */
  readonly lostPackets = new Set<number>();

  constructor(module: DeviceSimulator) {
    this.#module = module;
  }

  attach(line: ReportSimulatorLine): void {
    let toSimulator: (bytes: Uint8Array) => void = () => {};
    let pending = Buffer.alloc(0);
    let missing = 0;
    let packetNumber = 0;
    const sendPiece = (length: number) => {
      const piece = Uint8Array.from(pending.subarray(0, length));
      pending = pending.subarray(length);
      missing -= length;
      const report = encodeDeviceReport({
        sequenceNumber: 0,
        result: 0,
        packetNumber,
        piece: Uint8Array.from([...piece, ...new Uint8Array(miaxisPieceLength - piece.length)]),
      });
      if (!this.lostPackets.delete(packetNumber)) line.send(report);
      packetNumber++;
    };
    this.#module.attach({
      onData: (listener) => {
        toSimulator = listener;
      },
      onClosed: (listener) => line.onClosed(listener),
      send: (bytes) => {
        pending = Buffer.concat([pending, bytes]);
        if (missing === 0) missing = samFrameLength(pending) ?? 0;
        while (missing > 0 && pending.length >= Math.min(missing, miaxisPieceLength)) {
          sendPiece(Math.min(missing, miaxisPieceLength));
        }
      },
    });
    line.onReport((report) => {
      const request = decodeHostReport(report.subarray(1));
      if (!request.ok || request.value.command !== toModule) return;
      pending = Buffer.alloc(0);
      missing = 0;
      packetNumber = 0;
      toSimulator(request.value.data);
    });
  }
}
