import { Delete } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AttendedStorageUnit, PaperSupply } from '../../contract/attendant.ts';
import { useBusy } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { useLayout } from '../ui/layout-context.ts';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { BackButton } from './back-button.tsx';
import { typedCount } from './storage-counts.ts';
import type { AttendantTexts } from './texts.ts';
import { dayAndTimeOf } from './times.ts';
import { toneOfLevel, UnitFill } from './unit-fill.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
/** Of these an empty one is what a technician leaves behind; all others are left full. */
const takesIn: readonly AttendedStorageUnit['kind'][] = ['retained', 'cells'];

/** One storage unit: what is known of it, and its count typed or set to the usual one after service. */
export function UnitPage({
  title,
  unit,
  paper,
  onBack,
  onSet,
}: {
  readonly title: string;
  readonly unit: AttendedStorageUnit;
  /** Of a roll: what the journal and the printer counted. */
  readonly paper: PaperSupply | null;
  readonly onBack: () => void;
  readonly onSet: (count: number) => void;
}): ReactNode {
  const { supplies: texts } = useAttendantTexts();
  const busy = useBusy();
  const { largeText } = useLayout();
  const [typed, setTyped] = useState('');
  const usual = takesIn.includes(unit.kind) ? 0 : unit.capacity;
  const count = Number(typed);
  const isTooMuch = typed !== '' && count > unit.capacity;
  const key = (digit: string) => (
    <button
      key={digit}
      type="button"
      className="button pin-key"
      data-testid={`count-${digit}`}
      onClick={() => setTyped((before) => typedCount(before, digit, unit.capacity))}
    >
      {digit}
    </button>
  );
  return (
    <Page
      title={title}
      story={
        <>
          <Notice tone={toneOfLevel(unit)} title={texts.levels[unit.level]}>
            <UnitFill unit={unit} />
          </Notice>
          {!largeText && (
            <p className="muted">
              {factsOf(unit, paper, texts)
                .map(([name, value]) => `${name} ${value}`)
                .join(' · ')}
            </p>
          )}
        </>
      }
      acts={
        <div className="desk-acts">
          <BackButton onPress={onBack}>{texts.back}</BackButton>
          {unit.settable && (
            <div className="acts-row">
              <Button testId="count-usual" main disabled={busy !== null} onPress={() => onSet(usual)}>
                {usual === 0 ? texts.emptied : texts.filled(usual)}
              </Button>
              <Button
                testId="count-confirm"
                look="primary"
                main
                disabled={typed === '' || isTooMuch || busy !== null}
                onPress={() => onSet(count)}
              >
                {typed === '' ? texts.typeFirst : texts.confirm(count)}
              </Button>
            </div>
          )}
        </div>
      }
    >
      {unit.settable ? (
        <div className="desk-count">
          <output className="desk-typed" data-too-much={isTooMuch ? '' : undefined}>
            {typed === '' ? '—' : typed}
            <span className="label">{isTooMuch ? texts.tooMuch(unit.capacity) : texts.counted}</span>
          </output>
          <div className="pin-pad count-pad">
            {digits.map(key)}
            <button
              type="button"
              className="button pin-key pin-word"
              data-testid="count-clear"
              onClick={() => setTyped('')}
            >
              {texts.clear}
            </button>
            {key('0')}
            <button
              type="button"
              className="button pin-key"
              data-testid="count-erase"
              aria-label={texts.erase}
              onClick={() => setTyped((before) => before.slice(0, -1))}
            >
              <Delete aria-hidden="true" />
            </button>
          </div>
        </div>
      ) : (
        <p className="muted">{texts.notSettable}</p>
      )}
    </Page>
  );
}

function factsOf(
  { threshold, notedAt, kind }: AttendedStorageUnit,
  paper: PaperSupply | null,
  texts: AttendantTexts['supplies'],
): (readonly [string, string])[] {
  return [
    [takesIn.includes(kind) ? texts.fullFrom : texts.lowFrom, texts.items(threshold)],
    [texts.notedAt, notedAt === null ? texts.never : dayAndTimeOf(notedAt)],
    ...(paper
      ? ([
          [texts.sensor, paper.sensor === null ? texts.noSensor : texts.sensors[paper.sensor]],
          [texts.used, texts.items(paper.printedSinceRefill)],
        ] as const)
      : []),
  ];
}
