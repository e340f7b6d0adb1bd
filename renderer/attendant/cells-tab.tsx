import { CircleHelp, DoorClosed, DoorOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { OpenAttendantView } from '../../contract/attendant.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { NoMemory } from './no-memory.tsx';
import { cellName } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

type Cell = OpenAttendantView['cells'][number];
type CellAct = NonNullable<OpenAttendantView['cellAct']>;

const icons = { open: DoorOpen, closed: DoorClosed, unknown: CircleHelp } as const;
const perPage = {
  portrait: { normal: 16, large: 4 },
  landscape: { normal: 12, large: 4 },
};

export function CellsTab({
  cells,
  act: cellAct,
  memory,
}: {
  readonly cells: readonly Cell[];
  readonly act: CellAct | null;
  readonly memory: boolean;
}): ReactNode {
  const { cells: texts } = useAttendantTexts();
  const { act, busy } = useKiosk();
  const [asked, setAsked] = useState<Cell | null>(null);
  const { shown, pager } = usePages(cells, perPage);
  const isOpening = cellAct?.phase === 'opening';
  const open = ({ board, cell }: Cell) => {
    setAsked(null);
    act('cell-open', (client, { requestId }, options) =>
      client.attendant.locker.openCell({ requestId, board, cell }, options),
    );
  };
  return (
    <Page
      title={texts.title}
      lead={cells.length === 0 ? texts.none : texts.lead}
      story={memory ? cellAct && <CellNotice act={cellAct} /> : <NoMemory />}
      wide
      acts={pager}
    >
      <ul className="desk-cells">
        {shown.map((cell) => {
          const Icon = icons[cell.door];
          const name = cellName(cell);
          return (
            <li key={name}>
              <button
                type="button"
                className="desk-cell"
                data-testid={`cell-${name}`}
                data-door={cell.door}
                disabled={!memory || isOpening || busy !== null}
                onClick={() => setAsked(cell)}
              >
                <strong>
                  <Icon aria-hidden="true" />
                  {name}
                </strong>
                <span>{cell.leftOpen ? texts.leftOpen : texts.doors[cell.door]}</span>
                {cell.item !== 'unknown' && <span>{texts.items[cell.item]}</span>}
                <span className="label">{texts.openings(cell.openings)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {asked && (
        <ConfirmSheet
          title={texts.confirmTitle(cellName(asked))}
          lead={texts.confirmLead}
          onClose={() => setAsked(null)}
        >
          <Button testId="cell-open-confirm" look="danger" main onPress={() => open(asked)}>
            {texts.open}
          </Button>
        </ConfirmSheet>
      )}
    </Page>
  );
}

function CellNotice({ act }: { readonly act: CellAct }): ReactNode {
  const { cells: texts } = useAttendantTexts();
  const localize = useLocalize();
  const name = cellName(act);
  switch (act.effect) {
    case null:
      return <Notice tone="wait">{texts.opening(name)}</Notice>;
    case 'done':
      return <Notice tone="good">{texts.opened(name)}</Notice>;
    case 'none':
      return (
        <Notice tone="bad" title={texts.notOpened(name)}>
          {act.fault && localize(act.fault)}
        </Notice>
      );
    case 'unknown':
      return <Notice tone="wait">{texts.unclear(name)}</Notice>;
  }
}
