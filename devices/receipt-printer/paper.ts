import type { RasterImage } from './command-parts.ts';
import type { Align, QrErrorLevel } from './commands.ts';

export interface PaperRun {
  text: string;
  bold: boolean;
  /** 1 to 8. */
  widthFactor: number;
  heightFactor: number;
}

/** What stands on a slip, from top to bottom; heights are dots of paper, an eighth of a millimetre each. */
export type PaperBlock =
  | { kind: 'line'; align: Align; heightDots: number; runs: PaperRun[] }
  | { kind: 'feed'; heightDots: number }
  | {
      kind: 'raster';
      align: Align;
      heightDots: number;
      widthFactor: 1 | 2;
      heightFactor: 1 | 2;
      image: RasterImage;
    }
  | {
      kind: 'qr';
      align: Align;
      heightDots: number;
      data: string;
      moduleDots: number;
      errorLevel: QrErrorLevel;
    };

/** A piece of paper that was cut off and lies in the slot. */
export interface Paper {
  /** Counts from 1 for each simulated unit. */
  paperId: number;
  blocks: readonly PaperBlock[];
  qrTexts: readonly string[];
  /** Lines of text, pictures and codes on it. */
  lines: number;
  /** False where the unit lost a part of what was sent for it. */
  complete: boolean;
}

/** All text on the paper, line by line, as a person reads it. */
export function textOf({ blocks }: Pick<Paper, 'blocks'>): string {
  return blocks
    .flatMap((block) => (block.kind === 'line' ? [block.runs.map(({ text }) => text).join('')] : []))
    .join('\n');
}
