import { ChevronRight, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AttendedStorageUnit, OpenAttendantView } from '../../contract/attendant.ts';
import { useBusy, useKiosk } from '../kiosk/kiosk-context.ts';
import { Button, onceOfDoubleTap } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { toneIcons } from './device-tone.ts';
import { NoMemory } from './no-memory.tsx';
import { type CountChange, restoredCount } from './storage-counts.ts';
import { toneOfLevel, UnitFill } from './unit-fill.tsx';
import { UnitPage } from './unit-page.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const perPage = {
  portrait: { normal: 7, large: 3 },
  landscape: { normal: 6, large: 2 },
};

interface Place {
  readonly deviceClass: string;
  readonly deviceName: { zh: string; en: string };
  readonly unit: AttendedStorageUnit;
}

export function placesOf({ devices }: Pick<OpenAttendantView, 'devices'>): Place[] {
  return devices.flatMap(({ deviceClass, name, storage }) =>
    storage.map((unit) => ({ deviceClass, deviceName: name, unit })),
  );
}

/** Low, empty or full: somebody has to go there. */
export function needsSupply({ unit }: Place): boolean {
  return unit.level === 'low' || toneOfLevel(unit) === 'bad';
}

const keyOf = ({ deviceClass, unit }: Place) => `${deviceClass}/${unit.unitId}`;

/** Everything that is filled or emptied by hand: how much is in it, and the count put right. */
export function SuppliesTab({ view }: { readonly view: OpenAttendantView }): ReactNode {
  const { supplies: texts } = useAttendantTexts();
  const { act } = useKiosk();
  const busy = useBusy();
  const localize = useLocalize();
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const [change, setChange] = useState<(CountChange & { readonly key: string }) | null>(null);
  const places = placesOf(view).toSorted((a, b) => urgency(a.unit) - urgency(b.unit));
  const { shown, pager } = usePages(places, perPage);
  const chosen = places.find((place) => keyOf(place) === chosenKey);
  const changed = change && places.find((place) => keyOf(place) === change.key);
  const restored = change && changed ? restoredCount(change, changed.unit) : null;

  const set = (place: Place, count: number) =>
    act('storage-set', (client, { requestId }, options) =>
      client.attendant.storage.setCount(
        { requestId, deviceClass: place.deviceClass, unitId: place.unit.unitId, count },
        options,
      ),
    );
  if (chosen) {
    return (
      <UnitPage
        title={`${localize(chosen.unit.name)} · ${localize(chosen.deviceName)}`}
        unit={chosen.unit}
        paper={chosen.unit.kind === 'paper_roll' ? view.paper : null}
        onBack={() => setChosenKey(null)}
        onSet={(count) => {
          setChange({ key: keyOf(chosen), before: chosen.unit.count, after: count });
          setChosenKey(null);
          set(chosen, count);
        }}
      />
    );
  }
  return (
    <Page
      title={texts.title}
      lead={places.length === 0 ? texts.none : texts.lead}
      story={
        <>
          {!view.memory && <NoMemory />}
          {change && changed && <ChangeNotice change={change} unit={changed.unit} restored={restored} />}
        </>
      }
      wide
      acts={
        <>
          {pager}
          {changed && restored !== null && (
            <Button
              testId="storage-undo"
              busy={busy === 'storage-set'}
              disabled={busy !== null}
              onPress={() => {
                setChange(null);
                set(changed, restored);
              }}
            >
              <Undo2 aria-hidden="true" />
              {texts.undo(restored)}
            </Button>
          )}
        </>
      }
    >
      <ul className="desk-list desk-columns">
        {shown.map((place) => (
          <UnitRow key={keyOf(place)} place={place} onChoose={() => setChosenKey(keyOf(place))} />
        ))}
      </ul>
    </Page>
  );
}

function ChangeNotice({
  change,
  unit,
  restored,
}: {
  readonly change: CountChange;
  readonly unit: AttendedStorageUnit;
  readonly restored: number | null;
}): ReactNode {
  const { supplies: texts } = useAttendantTexts();
  const localize = useLocalize();
  // A unit that counts for itself has to take the number; until it does the old one is shown.
  if (unit.count === null || (unit.count === change.before && change.before !== change.after))
    return <Notice tone="wait">{texts.beingNoted}</Notice>;
  return (
    <Notice tone="good" title={texts.noted(localize(unit.name), change.after)}>
      {restored === null ? texts.notUndone : texts.wasBefore(restored)}
    </Notice>
  );
}

function UnitRow({ place, onChoose }: { readonly place: Place; readonly onChoose: () => void }): ReactNode {
  const { supplies: texts } = useAttendantTexts();
  const localize = useLocalize();
  const { unit, deviceClass, deviceName } = place;
  const tone = toneOfLevel(unit);
  const Icon = toneIcons[tone];
  return (
    <li
      data-unit={`${deviceClass}/${unit.unitId}`}
      data-count={unit.count ?? undefined}
      data-level={unit.level}
    >
      <button
        type="button"
        className="desk-row"
        data-tone={tone}
        data-testid={`unit-${deviceClass}-${unit.unitId}`}
        onClick={onceOfDoubleTap(onChoose)}
      >
        <Icon aria-hidden="true" />
        <span className="desk-words">
          <strong>
            {localize(unit.name)} <span className="desk-state">{texts.levels[unit.level]}</span>
          </strong>
          <UnitFill unit={unit} />
          <span className="label">
            {localize(deviceName)} · {unit.unitId}
          </span>
        </span>
        <ChevronRight aria-hidden="true" />
      </button>
    </li>
  );
}

const order = { bad: 0, wait: 1, good: 2 } as const;

function urgency(unit: AttendedStorageUnit): number {
  return order[toneOfLevel(unit)];
}
