import type { Clock, RandomSource } from '../contract/clock.ts';
import type { CellAddress } from '../contract/device-classes.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { type CaseId, type LocalizedText, localizedTextSchema, type TerminalId } from '../contract/words.ts';
import type { CityDatabase } from './database.ts';
import type { CityLedger } from './ledger.ts';

export interface WaitingParcel extends CellAddress {
  parcelId: string;
  description: LocalizedText;
  /** In whose locker it lies. */
  terminalId: TerminalId;
}

export interface Parcels {
  /** Puts a parcel into a cell; whatever still waited there is taken back by the centre first. */
  place(
    placement: CellAddress & { idNumber: string; description: LocalizedText; terminalId: TerminalId },
  ): string;
  /** What waits for this person in the locker of this terminal. */
  waitingFor(idNumber: string, terminalId: TerminalId): WaitingParcel[];
  /**
   * Notes that a case may hand the parcel over. A later case of the same person may claim it again
   * as long as it was not handed over, so that a door that failed to open loses nothing.
   */
  claim(parcelId: string, caseId: CaseId): void;
  /** Repeating it for the same case changes nothing. */
  handOver(parcelId: string, caseId: CaseId): Result<true, 'unknown' | 'taken_by_other'>;
}

interface ParcelRow {
  parcel_id: string;
  board: number;
  cell: number;
  description: string;
}

export function createParcels(
  database: CityDatabase,
  ledger: CityLedger,
  ports: { clock: Clock; random: RandomSource },
): Parcels {
  const insert = database.prepare<[string, string, number, number, string, string]>(
    'INSERT INTO parcel (parcel_id, id_number, board, cell, description, terminal_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const clearCell = database.prepare<[string, number, number]>(
    'DELETE FROM parcel WHERE terminal_id = ? AND board = ? AND cell = ? AND handed_over_case_id IS NULL',
  );
  const selectWaiting = database.prepare<[string, string], ParcelRow>(
    `SELECT parcel_id, board, cell, description FROM parcel
     WHERE id_number = ? AND terminal_id = ? AND handed_over_case_id IS NULL ORDER BY board, cell`,
  );
  const insertClaim = database.prepare<[string, string]>(
    'INSERT INTO parcel_claim (parcel_id, case_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const selectHandover = database.prepare<
    [string, string],
    { handed_over_case_id: string | null; claimed: number }
  >(
    `SELECT handed_over_case_id,
       EXISTS (SELECT 1 FROM parcel_claim c WHERE c.parcel_id = p.parcel_id AND c.case_id = ?) AS claimed
     FROM parcel p WHERE parcel_id = ?`,
  );
  const setHandedOver = database.prepare<[string, string]>(
    'UPDATE parcel SET handed_over_case_id = ? WHERE parcel_id = ?',
  );

  return {
    place: database.transaction((placement) => {
      const { idNumber, board, cell, description, terminalId } = placement;
      const parcelId = `P-${ports.random.uuid()}`;
      clearCell.run(terminalId, board, cell);
      insert.run(parcelId, idNumber, board, cell, JSON.stringify(description), terminalId);
      return parcelId;
    }),
    waitingFor: (idNumber, terminalId) =>
      selectWaiting.all(idNumber, terminalId).map((row) => ({
        parcelId: row.parcel_id,
        board: row.board,
        cell: row.cell,
        description: localizedTextSchema.parse(JSON.parse(row.description)),
        terminalId,
      })),
    claim: (parcelId, caseId) => {
      insertClaim.run(parcelId, caseId);
    },
    handOver: database.transaction((parcelId: string, caseId: CaseId): ReturnType<Parcels['handOver']> => {
      const parcel = selectHandover.get(caseId, parcelId);
      if (!parcel) return err('unknown');
      if (parcel.handed_over_case_id === caseId) return ok(true);
      if (parcel.handed_over_case_id !== null || parcel.claimed === 0) return err('taken_by_other');
      setHandedOver.run(caseId, parcelId);
      ledger.append({
        type: 'parcel_handed_over',
        at: new Date(ports.clock.wallMs()).toISOString(),
        caseId,
        parcelId,
      });
      return ok(true);
    }),
  };
}
