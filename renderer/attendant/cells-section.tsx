import { CircleHelp, DoorClosed, DoorOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { OpenAttendantView } from '../../contract/attendant.ts';
import { useBusy, useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { NoMemory } from './no-memory.tsx';
import { RunNotice } from './run-notice.tsx';
import type { SectionProps } from './section-props.ts';
import { cellName } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

type Cell = OpenAttendantView['cells'][number];

const icons = { open: DoorOpen, closed: DoorClosed, unknown: CircleHelp } as const;
const perPage = {
  portrait: { normal: 12, large: 4 },
  landscape: { normal: 12, large: 6 },
};

/** The cells of all boards: what their doors and sensors say, and how often each was opened. */
export function CellsSection({
  device: { run },
  cells,
  memory,
  frame,
}: SectionProps & { readonly cells: readonly Cell[]; readonly memory: boolean }): ReactNode {
  const { cells: texts } = useAttendantTexts();
  const { act, view } = useKiosk();
  const busy = useBusy();
  const [asked, setAsked] = useState<Cell | null>(null);
  const { shown, pager } = usePages(cells, perPage);
  const isOpening = run?.phase === 'running';
  const open = ({ board, cell }: Cell) => {
    setAsked(null);
    act('cell-open', (client, { requestId }, options) =>
      client.attendant.device.perform(
        { requestId, language: view.language, act: { command: 'open_cell', board, cell } },
        options,
      ),
    );
  };
  if (!memory) return frame({ story: <NoMemory /> });
  return frame({
    story: run ? (
      <RunNotice run={run} />
    ) : (
      <p className="muted">{cells.length === 0 ? texts.none : texts.lead}</p>
    ),
    acts: pager,
    children: (
      <>
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
                  disabled={isOpening || busy !== null}
                  onClick={() => setAsked(cell)}
                >
                  <strong>
                    <Icon aria-hidden="true" />
                    {name}
                  </strong>
                  <span>
                    {cell.leftOpen ? texts.leftOpen : texts.doors[cell.door]}
                    {cell.item !== 'unknown' && ` · ${texts.items[cell.item]}`}
                  </span>
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
      </>
    ),
  });
}
