import { expect, it } from 'vitest';
import { materialLayouts } from '../../../fixtures/index.ts';
import { type LayoutName, pageLayouts } from './layouts.ts';

it.each(Object.keys(pageLayouts) as LayoutName[])(
  '%s: the drawn page and the pre-check agree on where values stand',
  (name) => {
    const { widthMm, heightMm, fields } = pageLayouts[name];
    const drawn = materialLayouts[name];
    expect({ widthMm, heightMm, fields }).toEqual({
      widthMm: drawn.widthMm,
      heightMm: drawn.heightMm,
      fields: { name: drawn.fields.name, idNumber: drawn.fields.idNumber },
    });
  },
);
