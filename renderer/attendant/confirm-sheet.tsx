import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** Asks once more before something is done that cannot be taken back. */
export function ConfirmSheet({
  title,
  lead,
  children,
  onClose,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  /** The buttons that do it. */
  readonly children: ReactNode;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useAttendantTexts();
  return (
    <Sheet label={title} onClose={onClose}>
      <h1>{title}</h1>
      {lead && <p>{lead}</p>}
      {children}
      <Button testId="confirm-cancel" main onPress={onClose}>
        {texts.cancel}
      </Button>
    </Sheet>
  );
}
