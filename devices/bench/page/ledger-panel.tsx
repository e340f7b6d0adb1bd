import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import { unreachable } from '../../../contract/result.ts';
import type { Language } from '../../../contract/words.ts';
import { deviceNames, ledgerNames, nameFault, nameManner, type Say } from './words.ts';

const shownEntries = 200;
/** Of the place where the page is looked at. */
const clockTime = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The newest first. */
export function LedgerPanel({
  ledger,
  say,
  language,
}: {
  ledger: readonly BenchLedgerEntry[];
  say: Say;
  language: Language;
}) {
  const newest = ledger.map((entry, index) => ({ entry, index })).slice(-shownEntries);
  return (
    <section className="panel ledger">
      <header>
        <h2>{say('ledger')}</h2>
      </header>
      {newest.length === 0 ? (
        <p className="hint">{say('ledgerEmpty')}</p>
      ) : (
        <ol>
          {newest.toReversed().map(({ entry, index }) => (
            <li key={index} className={entry.type === 'fault_made' ? 'is-fault' : ''}>
              <time dateTime={entry.at} title={entry.at}>
                {clockTime.format(Date.parse(entry.at))}
              </time>
              <strong>{ledgerNames[entry.type][language]}</strong>
              <span>{detail(entry, say, language)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function detail(entry: BenchLedgerEntry, say: Say, language: Language): string {
  return detailParts(entry, say, language).join(say('comma'));
}

function detailParts(entry: BenchLedgerEntry, say: Say, language: Language): string[] {
  switch (entry.type) {
    case 'card_laid':
      return entry.manner === 'proper'
        ? [entry.personId]
        : [entry.personId, nameManner(entry.manner, language)];
    case 'picture_laid':
      return [entry.pictureId];
    case 'paper_cut': {
      const lines = `${entry.lines} ${say('lines')}`;
      return [`#${entry.paperId}`, lines, ...(entry.complete ? [] : [say('incomplete')])];
    }
    case 'paper_taken':
      return [`#${entry.paperId}`];
    case 'sheets_out': {
      const sheets = `${say('sheets')} ${entry.sheets}`;
      return [`#${entry.documentId}`, sheets, ...(entry.complete ? [] : [say('incomplete')])];
    }
    case 'sheets_taken':
      return [`${say('sheets')} ${entry.sheets}`];
    case 'door_opened':
      return [`${entry.board}-${entry.cell}`, entry.cause === 'command' ? say('byCommand') : say('byHand')];
    case 'door_closed':
    case 'parcel_taken':
      return [`${entry.board}-${entry.cell}`];
    case 'door_released':
      return [`${Date.parse(entry.to) - Date.parse(entry.from)} ms`];
    case 'entrance_moved':
      return [entry.door === 'open' ? say('doorOpen') : say('doorClosed')];
    case 'item_dispensed':
    case 'item_taken':
    case 'item_captured':
      return [`#${entry.item}`];
    case 'power_cut':
    case 'power_restored':
      return [deviceNames[entry.device][language]];
    case 'fault_made':
      return [deviceNames[entry.device][language], nameFault(entry.fault, language)];
    case 'pen_lifted':
      return [`${entry.strokesOnPad} ${say('strokes')}`];
    case 'pad_wiped':
    case 'card_lifted':
    case 'card_read':
    case 'code_shown':
    case 'door_release_began':
      return [];
    default:
      return unreachable(entry);
  }
}
