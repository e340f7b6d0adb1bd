import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AttendedDevice } from '../../contract/attendant.ts';
import { deviceStateWords, nextActWords } from '../../contract/device-words.ts';
import { onceOfDoubleTap } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { isInNeed, toneIcons, toneOf, toneOrder } from './device-tone.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const perPage = {
  portrait: { normal: 5, large: 3 },
  landscape: { normal: 6, large: 2 },
};

/** Every device, worst first; a row is one large button that leads to what can be done. */
export function DevicesTab({
  devices,
  onChoose,
}: {
  readonly devices: readonly AttendedDevice[];
  readonly onChoose: (deviceClass: string) => void;
}): ReactNode {
  const { devices: texts } = useAttendantTexts();
  const worstFirst = devices.toSorted((a, b) => toneOrder[toneOf(a)] - toneOrder[toneOf(b)]);
  const { shown, pager } = usePages(worstFirst, perPage);
  const inNeed = devices.filter(isInNeed).length;
  return (
    <Page title={texts.title} lead={inNeed === 0 ? texts.allWell : texts.toSee(inNeed)} wide acts={pager}>
      <ul className="desk-list desk-columns">
        {shown.map((device) => (
          <DeviceRow key={device.deviceClass} device={device} onChoose={() => onChoose(device.deviceClass)} />
        ))}
      </ul>
    </Page>
  );
}

function DeviceRow({
  device,
  onChoose,
}: {
  readonly device: AttendedDevice;
  readonly onChoose: () => void;
}): ReactNode {
  const { devices: texts } = useAttendantTexts();
  const localize = useLocalize();
  const { deviceClass, fault, state, hostRuns, name, recovery } = device;
  const tone = toneOf(device);
  const Icon = toneIcons[tone];
  return (
    <li data-device={deviceClass} data-tone={tone} data-fault={fault?.code}>
      <button
        type="button"
        className="desk-row"
        data-tone={tone}
        data-testid={`device-${deviceClass}`}
        onClick={onceOfDoubleTap(onChoose)}
      >
        <Icon aria-hidden="true" />
        <span className="desk-words">
          <strong>
            {localize(name)}{' '}
            <span className="desk-state">
              {hostRuns ? localize(deviceStateWords[state]) : texts.hostAwayShort}
            </span>
          </strong>
          {hostRuns && fault && (
            <span className="desk-clamp">
              {fault.known ? localize(fault.words) : texts.unknownCode(fault.vendorCode ?? fault.code)}
            </span>
          )}
          {hostRuns && fault && <span className="desk-next">{localize(nextActWords[fault.nextAct])}</span>}
          {!hostRuns && <span>{texts.hostAway}</span>}
          {hostRuns && !fault && tone !== 'good' && <span>{texts.waits}</span>}
          {recovery?.rung && <span className="label">{texts.rungNow(texts.rungs[recovery.rung])}</span>}
        </span>
        <ChevronRight aria-hidden="true" />
      </button>
    </li>
  );
}
