import { Choice } from './choice.tsx';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';

export function DocumentPrinterPanel(props: PanelProps) {
  const { state, act, say } = props;
  const { sheetsInTray, sheetsInOutput, jammed, doorOpen, documents } = state.documentPrinter;
  const tray = sheetsInTray === 0 ? 'out' : sheetsInTray === 1 ? 'one' : 'full';
  return (
    <DevicePanel device="document-printer" {...props}>
      <p className="hint">
        {sheetsInOutput === 0 ? say('outputEmpty') : `${say('inOutput')} ${sheetsInOutput} ${say('sheets')}`}
      </p>
      <div className="row">
        <button
          type="button"
          className="main"
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
            bench.documentPrinter.setPaper({ sheets: chosen === 'out' ? 0 : chosen === 'one' ? 1 : 250 }),
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
