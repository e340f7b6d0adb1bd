import { Choice } from './choice.tsx';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';

type Printer = PanelProps['state']['documentPrinter'];

const fullTray = 250;

export function DocumentPrinterPanel(props: PanelProps) {
  const { state, act, say } = props;
  const { sheetsInTray, sheetsInOutput, jammed, doorOpen, documents } = state.documentPrinter;
  const tray = sheetsInTray === 0 ? 'out' : sheetsInTray === 1 ? 'one' : 'full';
  return (
    <DevicePanel device="document-printer" {...props}>
      <figure className="drawing">
        <PrinterDrawing printer={state.documentPrinter} />
        <figcaption>
          {sheetsInOutput === 0 ? say('outputEmpty') : `${say('inOutput')} ${sheetsInOutput}`} · {say('tray')}{' '}
          {sheetsInTray}
          {jammed && ` · ${say('jammedNow')}`}
        </figcaption>
      </figure>
      <div className="row">
        <button
          type="button"
          className="main"
          data-testid="bench-sheets-take"
          disabled={sheetsInOutput === 0}
          onClick={() => act((bench) => bench.documentPrinter.takeSheets())}
        >
          {say('takeSheets')}
        </button>
        <button
          type="button"
          onClick={() =>
            act((bench) => (jammed ? bench.documentPrinter.clearJam() : bench.documentPrinter.jam()))
          }
          aria-pressed={jammed}
        >
          {jammed ? say('clearJam') : say('jam')}
        </button>
        <button
          type="button"
          onClick={() => act((bench) => bench.documentPrinter.setDoor({ open: !doorOpen }))}
          aria-pressed={doorOpen}
        >
          {doorOpen ? say('closeDoorOfPrinter') : say('openDoorOfPrinter')}
        </button>
        <button type="button" onClick={() => act((bench) => bench.documentPrinter.jam({ afterSheets: 1 }))}>
          {say('jamAfterOne')}
        </button>
      </div>
      <Choice
        label={say('tray')}
        value={tray}
        onChoose={(chosen) =>
          act((bench) =>
            bench.documentPrinter.setPaper({
              sheets: chosen === 'out' ? 0 : chosen === 'one' ? 1 : fullTray,
            }),
          )
        }
        options={[
          { value: 'full', text: say('trayFull') },
          { value: 'one', text: say('trayOne') },
          { value: 'out', text: say('paperOut') },
        ]}
      />
      {documents.length > 0 && (
        <p className="hint">
          {say('earlierDocuments')}{' '}
          {documents.slice(-12).map((documentId) => (
            <a key={documentId} href={`documents/${documentId}.pdf`} target="_blank" rel="noreferrer">
              {documentId}
            </a>
          ))}
        </p>
      )}
    </DevicePanel>
  );
}

/** The case with its door, sheets in the output above and in the tray below. */
function PrinterDrawing({
  printer: { sheetsInTray, sheetsInOutput, jammed, doorOpen },
}: {
  printer: Printer;
}) {
  const tray = 16 * Math.min(1, sheetsInTray / fullTray);
  const drawn = Math.min(4, sheetsInOutput);
  return (
    <svg viewBox="0 0 200 96" aria-hidden="true">
      <rect x="44" y="30" width="112" height="40" rx="4" className="line" />
      {doorOpen ? (
        <path d="M52 38L36 62H112L128 38Z" className="leaf" />
      ) : (
        <rect x="52" y="38" width="76" height="24" className="leaf" />
      )}
      {Array.from({ length: drawn }, (_, index) => index).map((index) => (
        <rect key={index} x="62" y={24 - index * 5} width="76" height="4" className="sheet" />
      ))}
      <rect x="44" y="72" width="112" height="20" className="line" />
      <rect x="48" y={90 - tray} width="104" height={tray} className="stack" />
      {jammed && <path d="M132 42l16 16m0-16l-16 16" className="cross" />}
    </svg>
  );
}
