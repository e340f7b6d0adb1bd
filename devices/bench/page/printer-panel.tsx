import { Choice } from './choice.tsx';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';

export function PrinterPanel(props: PanelProps) {
  const { state, act, say } = props;
  const { paper, jammed, coverOpen, papersInSlot, papers } = state.printer;
  return (
    <DevicePanel device="receipt-printer" {...props}>
      <div className="slot">
        <div className="mouth" />
        {papersInSlot.length === 0 ? (
          <p className="hint">{say('slotEmpty')}</p>
        ) : (
          <div className="papers">
            {papersInSlot.toReversed().map((paperId) => (
              <img key={paperId} src={`papers/${paperId}.svg`} alt={`${paperId}`} />
            ))}
          </div>
        )}
      </div>
      <div className="row">
        <button
          type="button"
          className="main"
          data-testid="bench-paper-take"
          disabled={papersInSlot.length === 0}
          onClick={() => act((bench) => bench.printer.takePaper())}
        >
          {say('takePaper')}
        </button>
        <button
          type="button"
          onClick={() => act((bench) => (jammed ? bench.printer.clearJam() : bench.printer.jam()))}
          aria-pressed={jammed}
        >
          {jammed ? say('clearJam') : say('jam')}
        </button>
        <button
          type="button"
          onClick={() => act((bench) => bench.printer.setCover({ open: !coverOpen }))}
          aria-pressed={coverOpen}
        >
          {coverOpen ? say('closeCover') : say('openCover')}
        </button>
        <button type="button" onClick={() => act((bench) => bench.printer.endPaperAfter({ lines: 5 }))}>
          {say('endAfter')}
        </button>
      </div>
      <Choice
        label={say('paper')}
        value={paper}
        onChoose={(chosen) => act((bench) => bench.printer.setPaper({ paper: chosen }))}
        options={[
          { value: 'full', text: say('paperFull') },
          { value: 'low', text: say('paperLow') },
          { value: 'out', text: say('paperOut') },
        ]}
      />
      {papers.length > 0 && (
        <p className="hint">
          {say('earlierPapers')}{' '}
          {papers.slice(-12).map((paperId) => (
            <a key={paperId} href={`papers/${paperId}.svg`} target="_blank" rel="noreferrer">
              {paperId}
            </a>
          ))}
        </p>
      )}
    </DevicePanel>
  );
}
