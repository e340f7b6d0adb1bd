import type { Material } from '../../../contract/catalog.ts';
import type { ReadField } from '../../../contract/precheck.ts';

export type LayoutName = Material['layout'];
export type FieldName = ReadField['field'];

/** A rectangle on the page, from its upper left corner. */
export interface FieldBox {
  xMm: number;
  yMm: number;
  widthMm: number;
  heightMm: number;
}

export interface PageLayout {
  widthMm: number;
  heightMm: number;
  fields: Record<FieldName, FieldBox>;
  /** How far around its box a value may be printed or the page be misjudged. */
  marginMm: number;
  /** Resolution at which each field is given to the engine. */
  pxPerMm: Record<FieldName, number>;
}

/**
 * Where the compared values stand, in millimetres. The card's size is ISO/IEC 7810 ID-1.
 * Resolutions bring the characters to the height at which each model reads best.
 */
export const pageLayouts: Record<LayoutName, PageLayout> = {
  'household-register-page': {
    widthMm: 210,
    heightMm: 148,
    fields: {
      name: { xMm: 40, yMm: 22, widthMm: 78, heightMm: 10.5 },
      idNumber: { xMm: 40, yMm: 74.5, widthMm: 78, heightMm: 10.5 },
    },
    marginMm: 2,
    pxPerMm: { name: 6.2, idNumber: 8 },
  },
  'resident-id-card-front': {
    widthMm: 85.6,
    heightMm: 54,
    fields: {
      name: { xMm: 15, yMm: 5, widthMm: 37, heightMm: 7 },
      idNumber: { xMm: 29, yMm: 45, widthMm: 52, heightMm: 6.5 },
    },
    marginMm: 2,
    pxPerMm: { name: 7.5, idNumber: 12 },
  },
};
