import type { LocalizedText } from '../../contract/words.ts';
import { materialPictures, renderPicture, renderPictureJpeg } from '../../fixtures/index.ts';
import type { RgbPicture } from '../document-camera/index.ts';

const thumbnailWidthPx = 480;

/** The pictures that can be laid, with small ones for the page; each is drawn once. */
export class Pictures {
  readonly #thumbnails = new Map<string, Promise<Uint8Array | null>>();

  list(): { pictureId: string; label: LocalizedText }[] {
    return materialPictures.map(({ pictureId, label }) => ({ pictureId, label }));
  }

  async emptyDesk(): Promise<RgbPicture> {
    const picture = await renderPicture('empty');
    if (!picture) throw new Error('there is no picture of the empty desk');
    return picture;
  }

  render(pictureId: string): Promise<RgbPicture | null> {
    return renderPicture(pictureId);
  }

  thumbnailJpeg(pictureId: string): Promise<Uint8Array | null> {
    const known = this.#thumbnails.get(pictureId);
    if (known) return known;
    const drawn = renderPictureJpeg(pictureId, { widthPx: thumbnailWidthPx, quality: 80 });
    this.#thumbnails.set(pictureId, drawn);
    return drawn;
  }
}
