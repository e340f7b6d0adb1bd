import { useLanguage } from '../ui/texts-context.ts';
import { type AttendantTexts, attendantTexts } from './texts.ts';

export function useAttendantTexts(): AttendantTexts {
  return attendantTexts[useLanguage()];
}
