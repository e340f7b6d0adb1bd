import { Filter } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AttendedDevice, LogFilter, LogLine } from '../../contract/attendant.ts';
import { deviceName } from '../../contract/device-words.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { Segments } from './segments.tsx';
import { wordOf } from './texts.ts';
import { dayAndTimeOf, timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const perPage = {
  portrait: { normal: 10, large: 3 },
  landscape: { normal: 5, large: 2 },
};
const levels = ['info', 'warn', 'error'] as const;

/** What the core wrote down last: events, codes and figures, newest first, of one device or all. */
export function LogTab({
  lines,
  filter,
  devices,
}: {
  readonly lines: readonly LogLine[];
  readonly filter: LogFilter;
  readonly devices: readonly AttendedDevice[];
}): ReactNode {
  const { log: texts } = useAttendantTexts();
  const { act } = useKiosk();
  const localize = useLocalize();
  const [isChoosing, setIsChoosing] = useState(false);
  const { shown, pager } = usePages(lines, perPage);
  const show = (changed: Partial<LogFilter>) => {
    setIsChoosing(false);
    act('log-show', (client, { requestId }, options) =>
      client.attendant.log.show({ requestId, ...filter, ...changed }, options),
    );
  };
  return (
    <Page
      title={texts.title}
      lead={
        <span className="desk-filter">
          <Segments
            name="log-level"
            value={filter.level}
            options={levels.map((value) => ({ value, text: texts.levels[value] }))}
            onChoose={(level) => show({ level })}
          />
          <Button testId="log-device" onPress={() => setIsChoosing(true)}>
            <Filter aria-hidden="true" />
            {filter.device === null ? texts.allDevices : localize(deviceName(filter.device))}
          </Button>
        </span>
      }
      wide
      acts={pager}
    >
      {lines.length === 0 && <p className="muted">{texts.none}</p>}
      <ol className="desk-log">
        {shown.map((line) => (
          <LogRow key={line.line} line={line} />
        ))}
      </ol>
      {isChoosing && (
        <Sheet label={texts.whichDevice} onClose={() => setIsChoosing(false)}>
          <h1>{texts.whichDevice}</h1>
          <div className="desk-choices">
            {[null, ...devices.map(({ deviceClass }) => deviceClass)].map((device) => (
              <Button
                key={device ?? 'all'}
                testId={`log-device-${device ?? 'all'}`}
                look={filter.device === device ? 'primary' : 'secondary'}
                onPress={() => show({ device })}
              >
                {device === null ? texts.allDevices : localize(deviceName(device))}
              </Button>
            ))}
          </div>
        </Sheet>
      )}
    </Page>
  );
}

function LogRow({ line }: { readonly line: LogLine }): ReactNode {
  const { log: texts } = useAttendantTexts();
  const localize = useLocalize();
  const { event, level, device, at } = line;
  const facts = Object.entries(line.facts).filter(([name]) => name !== 'device');
  return (
    <li data-event={event} data-level={level}>
      <time className="label">
        {dayAndTimeOf(at).slice(0, 5)} {timeOf(at)}
      </time>
      <strong>
        {wordOf(texts.events, event) ?? event}
        {device !== null && ` · ${localize(deviceName(device))}`}
      </strong>
      <span className="desk-code">
        {facts.map(([name, value]) => `${wordOf(texts.facts, name) ?? name} ${value}`).join(' · ')}
      </span>
    </li>
  );
}
