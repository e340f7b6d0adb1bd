import { createRequire } from 'node:module';
import type * as opencv from '@techstark/opencv-js';

export type OpenCv = typeof opencv;
export type Mat = opencv.Mat;

/** Loads OpenCV's WebAssembly build, which is in the package; takes about half a second. */
export async function loadOpenCv(): Promise<OpenCv> {
  return await (createRequire(import.meta.url)('@techstark/opencv-js') as Promise<OpenCv>);
}

interface Deletable {
  delete(): void;
}

/** Frees what OpenCV keeps on its own heap at the end of a block. */
export class MatScope implements Disposable {
  readonly #kept: Deletable[] = [];

  keep<Kept extends Deletable>(object: Kept): Kept {
    this.#kept.push(object);
    return object;
  }

  [Symbol.dispose](): void {
    for (const object of this.#kept.reverse()) object.delete();
    this.#kept.length = 0;
  }
}
