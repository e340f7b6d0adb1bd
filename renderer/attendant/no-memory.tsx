import type { ReactNode } from 'react';
import { Notice } from '../ui/notice.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** Stands where something would need the terminal's memory. */
export function NoMemory(): ReactNode {
  const texts = useAttendantTexts();
  return <Notice tone="bad">{texts.noMemory}</Notice>;
}
