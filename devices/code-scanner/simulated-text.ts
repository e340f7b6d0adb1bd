import type { CodeSuffix } from './code-framer.ts';
import type { ScanEngine } from './scan-engine.ts';
import type { ScannerDialect } from './scanner-dialect.ts';
import type { TriggerFamily } from './trigger-commands.ts';

const suffixTexts: Record<CodeSuffix, string> = { cr: '\r', crlf: '\r\n', lf: '\n', none: '' };
const longestCommand = 200;
const revision = 'Product Name: Simulated scanner\r\nSoftware Revision: 1.0\r\n';
/** Parts of a Magellan: motor, two lasers. */
const healthParts = 'mhv';

/** Commands of the families, with the answers a unit gives. */
const commandPatterns: Record<TriggerFamily, RegExp> = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the commands are framed by control characters
  honeywell: /\x16(?:([TU])\r|M\r([^.!]*)[.!])/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the commands are framed by control characters
  newland: /\x01(T|P)\x04|\x7e\x010000[@#]([^;]*);\x03/,
  datalogic: /([EDh])/,
};

/** Makers whose units send plain text. */
export class SimulatedText implements ScannerDialect {
  readonly #options: {
    engine: ScanEngine;
    send: (bytes: Uint8Array) => void;
    family: TriggerFamily;
    suffix: CodeSuffix;
    failedParts: () => string;
  };
  #input = '';

  constructor(options: {
    engine: ScanEngine;
    send: (bytes: Uint8Array) => void;
    family: TriggerFamily;
    suffix: CodeSuffix;
    failedParts: () => string;
  }) {
    this.#options = options;
  }

  packCode(code: Uint8Array): Uint8Array[] {
    return [Uint8Array.from([...code, ...Buffer.from(suffixTexts[this.#options.suffix], 'latin1')])];
  }

  take(bytes: Uint8Array): void {
    this.#input += Buffer.from(bytes).toString('latin1');
    for (;;) {
      const found = commandPatterns[this.#options.family].exec(this.#input);
      if (!found) break;
      this.#input = this.#input.slice(found.index + found[0].length);
      this.#obey(found[1] ?? null, found[2] ?? '');
    }
    this.#input = this.#input.slice(-longestCommand);
  }

  #obey(key: string | null, text: string): void {
    const { engine, family } = this.#options;
    if (key === 'h') this.#answerHealth();
    else if (key === 'T' || key === 'E') engine.trigger();
    else if (key !== null) engine.endTrigger();
    else if (family === 'honeywell') {
      this.#answer(text === 'REVINF' ? `REVINF${revision}\x06.` : `${text}\x05.`);
    } else {
      const known = text === 'SCNTRG0' || text === 'SCNTRG1';
      this.#answer(`\x02\x010000#${text}${known ? '\x06' : '\x05'};\x03`);
      if (text === 'SCNTRG1') engine.trigger();
      if (text === 'SCNTRG0') engine.endTrigger();
    }
  }

  #answerHealth(): void {
    const failed = this.#options.failedParts();
    const parts = [...new Set(healthParts + failed)].map(
      (part) => `\x02${part}${failed.includes(part) ? 'FAIL' : 'OK'}\x03`,
    );
    this.#answer(`\x01${parts.join('')}\x04`);
  }

  #answer(text: string): void {
    this.#options.send(Uint8Array.from(Buffer.from(text, 'latin1')));
  }
}
