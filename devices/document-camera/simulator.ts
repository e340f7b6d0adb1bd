import { constants } from 'node:fs';
import { open, rm, writeFile } from 'node:fs/promises';
import { encodeFrame, encodeHeader, type RgbPicture } from './yuv4mpeg.ts';

export interface SimulatedDocumentCameraOptions {
  /** The file given to Chromium as `--use-file-for-fake-video-capture`; ends in `.y4m`. */
  file: string;
  /** What the camera sees with nothing laid under it. Fixes the resolution. */
  emptyDesk: RgbPicture;
  framesPerSecond?: number;
}

/**
 * A document camera played to Chromium's file camera. The file holds one frame that Chromium reads
 * over and over; writing the frame in place changes the picture of a running stream. Cutting the
 * file off and removing it makes the track end and the camera vanish, as when its plug is pulled.
 */
export class SimulatedDocumentCamera {
  readonly file: string;
  readonly #emptyDesk: RgbPicture;
  readonly #header: Buffer;
  #frame: Buffer;
  #plugged = false;
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: SimulatedDocumentCameraOptions) {
    const { file, emptyDesk, framesPerSecond = 5 } = options;
    this.file = file;
    this.#emptyDesk = emptyDesk;
    const { widthPx, heightPx } = emptyDesk;
    this.#header = encodeHeader({ widthPx, heightPx, framesPerSecond });
    this.#frame = encodeFrame(emptyDesk);
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  plug(): Promise<void> {
    return this.#oneAtATime(async () => {
      const content = Buffer.concat([this.#header, this.#frame]);
      // Never shortened on the way: a stream that reads the file meanwhile would lose its camera.
      const handle = await open(this.file, constants.O_RDWR | constants.O_CREAT);
      await handle.write(content, 0, content.length, 0);
      await handle.truncate(content.length);
      await handle.close();
      this.#plugged = true;
    });
  }

  unplug(): Promise<void> {
    return this.#oneAtATime(async () => {
      if (!this.#plugged) return;
      this.#plugged = false;
      // Emptied first: a stream that has the file open would go on reading a removed one.
      await writeFile(this.file, '');
      await rm(this.file);
    });
  }

  /** The picture must have the size of the empty desk. Seen from the next frame on. */
  layPicture(picture: RgbPicture): Promise<void> {
    const { widthPx, heightPx } = this.#emptyDesk;
    if (picture.widthPx !== widthPx || picture.heightPx !== heightPx) {
      throw new RangeError(`the camera sees ${widthPx} × ${heightPx}`);
    }
    return this.#oneAtATime(async () => {
      this.#frame = encodeFrame(picture);
      if (!this.#plugged) return;
      const handle = await open(this.file, 'r+');
      await handle.write(this.#frame, 0, this.#frame.length, this.#header.length);
      await handle.close();
    });
  }

  removePicture(): Promise<void> {
    return this.layPicture(this.#emptyDesk);
  }

  #oneAtATime(act: () => Promise<void>): Promise<void> {
    const done = this.#work.then(act);
    this.#work = done.catch(() => {});
    return done;
  }
}
