import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';

/** To where one came from within the technician's screens. */
export function BackButton({
  onPress,
  children,
}: {
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Button testId="desk-back" onPress={onPress}>
      <ChevronLeft aria-hidden="true" />
      {children}
    </Button>
  );
}
