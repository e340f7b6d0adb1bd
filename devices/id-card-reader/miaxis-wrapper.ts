import type { HidWrapper } from './hid-wrapper.ts';
import { decodeDeviceReport, encodeHostReport, toModule } from './miaxis-codec.ts';
import { samFrameLength } from './sam-frame-codec.ts';

/**
 * Miaxis readers (10C4:0007, also 203B:0101): 64-byte reports, one for the request, as many for the
 * answer as its length asks for at 54 bytes each.
 */
export const miaxisWrapper: HidWrapper = {
  wrap: (request) => [
    Uint8Array.of(0, ...encodeHostReport({ sequenceNumber: 0, command: toModule, data: request })),
  ],
  readAnswer() {
    let missing: number | null = null;
    let nextPacket = 0;
    return (report) => {
      if (missing === 0) return null;
      const decoded = decodeDeviceReport(report);
      if (!decoded.ok) return null;
      const { packetNumber, piece } = decoded.value;
      if (missing === null) {
        missing = samFrameLength(piece);
        // The rest of an older answer: this one has not begun yet.
        if (missing === null) return null;
      } else if (packetNumber !== nextPacket) {
        // A report was lost. What follows would stand in the wrong place, so the answer stays incomplete.
        missing = 0;
        return null;
      }
      nextPacket = packetNumber + 1;
      const bytes = piece.subarray(0, missing);
      missing -= bytes.length;
      return bytes;
    };
  },
};
