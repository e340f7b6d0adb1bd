import { type Clock, systemClock } from '../../contract/clock.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { CodeFramer, type CodeSuffix } from './code-framer.ts';
import { decodeCode } from './decode-code.ts';
import { SerialLink } from './serial-link.ts';
import { SsiLink } from './ssi-link.ts';
import { type TriggerFamily, triggerCommands } from './trigger-commands.ts';
import { WatchedScanner } from './watched-scanner.ts';

export interface SerialScannerOptions {
  transport: Transport;
  /** Zebra SSI frames everything; the other families send plain text with a suffix. */
  trigger: TriggerFamily | 'zebra-ssi';
  suffix: CodeSuffix;
  clock?: Clock;
  /** Silence that ends a code; default 50 without suffix, 250 with one. */
  idleGapMs?: number;
  answerDeadlineMs?: number;
  heartbeatIntervalMs?: number;
  sameCodeMs?: number;
}

/** Silence behind a code whose suffix is switched off. */
const endOfCodeMs = 50;
/** With a suffix, silence ends only what has lost it: a busy machine may pause in the middle of a code. */
const tornCodeMs = 250;

/** Scanner on a serial line (RS-232, USB CDC) or behind a serial server, with trigger commands. */
export class SerialScanner extends WatchedScanner<ByteLine> {
  constructor(options: SerialScannerOptions) {
    const { transport, trigger, suffix, heartbeatIntervalMs, sameCodeMs } = options;
    const { clock = systemClock, answerDeadlineMs = 1000 } = options;
    const { idleGapMs = suffix === 'none' ? endOfCodeMs : tornCodeMs } = options;
    super({
      transport,
      clock,
      heartbeatIntervalMs,
      sameCodeMs,
      openLink: async (line, onCode) => {
        if (trigger === 'zebra-ssi') return SsiLink.open({ line, clock, answerDeadlineMs, onCode });
        const commands = triggerCommands[trigger];
        const framer = new CodeFramer(suffix, commands);
        return new SerialLink({
          line,
          framer,
          commands,
          clock,
          idleGapMs,
          answerDeadlineMs,
          onCode: (bytes) => onCode(decodeCode(bytes)),
        });
      },
    });
  }
}
