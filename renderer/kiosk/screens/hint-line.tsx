import { FileSearch, Focus, Frame, type LucideIcon, SunDim, SunMedium } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CameraHint } from '../../ui/camera-hints/judge-frame.ts';
import { useTexts } from '../../ui/texts-context.ts';

const icons: Record<CameraHint, LucideIcon> = {
  too_dark: SunDim,
  no_page: FileSearch,
  not_in_frame: Frame,
  glare: SunMedium,
  blurred: Focus,
};

/** One short sentence over the live picture; read out when it changes. */
export function HintLine({ hint }: { readonly hint: CameraHint | null }): ReactNode {
  const { material } = useTexts();
  const Icon = hint && icons[hint];
  return (
    <p className="camera-hint" role="status" data-hint={hint ?? undefined} hidden={hint === null}>
      {Icon && <Icon aria-hidden="true" />}
      {hint && material.hints[hint]}
    </p>
  );
}
