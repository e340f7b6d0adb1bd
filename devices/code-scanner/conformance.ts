import { afterEach, describe, expect, it } from 'vitest';
import type { ScannedCode } from '../../contract/device-classes.ts';
import type { CodeScanner } from './port.ts';

/** A scanner that is started, with somebody's phone and hand. */
export interface CodeScannerRig {
  scanner: CodeScanner;
  /** Holds a code in front of the scanner until it was read. */
  show(code: string | Uint8Array): Promise<void>;
  /** Is the aiming light on? */
  isTriggered(): boolean;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Nothing passes any more, and no end of the line is told. */
  freeze(): Promise<void>;
  end(): Promise<void>;
}

/** From the pull of the cable to the status, and from the replug to service. */
const noticeDeadlineMs = 3000;

/** What every driver of this class must do, on a simulator as on a real unit. */
export function codeScannerConformance(name: string, makeRig: () => Promise<CodeScannerRig>): void {
  describe(`code scanner: ${name}`, () => {
    const ends: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
    });

    async function start() {
      const rig = await makeRig();
      ends.push(rig.end);
      await expect.poll(() => rig.scanner.status.value.state, { timeout: 3000 }).toBe('online');
      return rig;
    }

    function watch(scanner: CodeScanner) {
      const controller = new AbortController();
      const codes: ScannedCode[] = [];
      const running = (async () => {
        for await (const code of scanner.watchCodes(controller.signal)) codes.push(code);
      })();
      const end = async () => {
        controller.abort();
        await running;
      };
      ends.push(end);
      const texts = () => codes.map((code) => code.text);
      return {
        texts,
        end,
        running,
        expectTexts: (expected: string[]) =>
          expect.poll(texts, { timeout: 4000, interval: 10 }).toEqual(expected),
      };
    }

    it('the phone is held there before anybody asks -> read as soon as somebody does', async () => {
      const { scanner, show, isTriggered } = await start();
      await show('https://city.example/code/1');
      expect(isTriggered()).toBe(false);
      await watch(scanner).expectTexts(['https://city.example/code/1']);
    });

    it('nobody watches any more -> the light goes out', async () => {
      const { scanner, isTriggered } = await start();
      const watched = watch(scanner);
      await expect.poll(isTriggered).toBe(true);
      await watched.end();
      await expect.poll(isTriggered).toBe(false);
    });

    it('one code after another, long ones and Chinese ones -> each comes whole and once', async () => {
      const { scanner, show } = await start();
      const watched = watch(scanner);
      const texts = ['A1', `${'长码0123456789'.repeat(60)}。`, 'REVISED-2'];
      for (const [index, text] of texts.entries()) {
        await show(text);
        await watched.expectTexts(texts.slice(0, index + 1));
      }
    });

    it('bytes that are not UTF-8 -> read as GB18030', async () => {
      const { scanner, show } = await start();
      const watched = watch(scanner);
      await show(Uint8Array.of(0xb2, 0xe2, 0xca, 0xd4, 0x31));
      await watched.expectTexts(['测试1']);
    });

    it('cable pulled -> told within 3 s; replugged -> the next code is read within 3 s', async () => {
      const { scanner, show, unplug, plug } = await start();
      const watched = watch(scanner);
      await unplug();
      await expect.poll(() => scanner.status.value.state, { timeout: noticeDeadlineMs }).not.toBe('online');
      await plug();
      await expect.poll(() => scanner.status.value.state, { timeout: noticeDeadlineMs }).toBe('online');
      await show('again');
      await watched.expectTexts(['again']);
    });

    it.each([
      ['watched', true],
      ['idle', false],
    ])('line dead without a word while %s -> told within 3 s', async (_state, watched) => {
      const { scanner, freeze, isTriggered } = await start();
      if (watched) {
        watch(scanner);
        await expect.poll(isTriggered).toBe(true);
      }
      await freeze();
      await expect.poll(() => scanner.status.value.state, { timeout: noticeDeadlineMs }).toBe('offline');
    });

    it('a new consumer -> the stream of the one before ends, and codes go to the new one', async () => {
      const { scanner, show } = await start();
      const old = watch(scanner);
      const young = watch(scanner);
      await old.running;
      await show('for the new one');
      await young.expectTexts(['for the new one']);
      expect(old.texts()).toEqual([]);
    });
  });
}
