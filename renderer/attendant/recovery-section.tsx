import type { ReactNode } from 'react';
import { recoveryRungSchema } from '../../contract/device-common.ts';
import { Notice } from '../ui/notice.tsx';
import type { SectionProps } from './section-props.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** The ladder by which a silent device is brought back: how often each rung was taken, and where it stands. */
export function RecoverySection({ device: { recovery }, frame }: SectionProps): ReactNode {
  const { device: texts, devices } = useAttendantTexts();
  return frame({
    story: recovery ? (
      <Notice tone={recovery.rung === null ? 'good' : 'wait'}>
        {recovery.rung === null ? texts.recovered : devices.rungNow(devices.rungs[recovery.rung])}
      </Notice>
    ) : (
      <Notice tone="good">{texts.neverRecovered}</Notice>
    ),
    children: (
      <ol className="rows desk-ladder">
        {recoveryRungSchema.options.map((rung) => (
          <li key={rung} data-rung={rung} data-current={recovery?.rung === rung ? '' : undefined}>
            <span>{devices.rungs[rung]}</span>
            <strong>{texts.times(recovery?.counts[rung] ?? 0)}</strong>
          </li>
        ))}
      </ol>
    ),
  });
}
