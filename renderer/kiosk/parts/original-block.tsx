import type { ReactNode } from 'react';
import { formatTimeOfDay } from '../../ui/languages/index.ts';
import { QrPicture } from '../../ui/qr-picture.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import type { ScreenOf } from '../kiosk-context.ts';

type Original = NonNullable<ScreenOf<'outcome'>['original']>;

/** A code for the phone: the original of what was printed, for a while. */
export function OriginalBlock({ original }: { readonly original: Original }): ReactNode {
  const { original: texts } = useTexts();
  const { url, expiresAt } = original;
  return (
    <div className="acceptance original" data-testid="original" data-url={url}>
      <svg viewBox="0 0 108 108" role="img" aria-label={texts.title}>
        <rect width="108" height="108" fill="#fff" />
        <g transform="translate(8 8)">
          <QrPicture data={url} size={92} />
        </g>
      </svg>
      <div>
        <p className="label">{texts.title}</p>
        <p className="original-note">{texts.note(formatTimeOfDay(Date.parse(expiresAt)))}</p>
      </div>
    </div>
  );
}
