import { type RgbPicture, SimulatedDocumentCamera } from '../../document-camera/index.ts';
import type { UnitContext } from './unit-context.ts';

/** The camera and what lies under it. */
export class CameraUnit {
  readonly #simulator: SimulatedDocumentCamera;
  readonly #context: UnitContext;
  #pictureUnderCamera: string | null = null;

  constructor(context: UnitContext, options: { file: string; emptyDesk: RgbPicture }) {
    this.#context = context;
    this.#simulator = new SimulatedDocumentCamera(options);
  }

  get file(): string {
    return this.#simulator.file;
  }

  get plugged(): boolean {
    return this.#simulator.plugged;
  }

  get pictureUnderCamera(): string | null {
    return this.#pictureUnderCamera;
  }

  async lay(pictureId: string, picture: RgbPicture): Promise<void> {
    await this.#simulator.layPicture(picture);
    this.#pictureUnderCamera = pictureId;
    this.#context.ledger.append({ type: 'picture_laid', pictureId });
    this.#context.changed();
  }

  async removePicture(): Promise<void> {
    await this.#simulator.removePicture();
    this.#pictureUnderCamera = null;
    this.#context.changed();
  }

  unplug(): Promise<void> {
    return this.#simulator.unplug();
  }

  plug(): Promise<void> {
    return this.#simulator.plug();
  }
}
