import type { NotificationSubject } from '../contract/city.ts';
import type { Clock } from '../contract/clock.ts';
import type { CaseId } from '../contract/words.ts';
import type { CityDatabase } from './database.ts';
import type { CityLedger } from './ledger.ts';

/** Texts to applicants: one for each subject of a case, to the telephone the city has on file. */
export interface Notifications {
  /** Asking again sends nothing; false if there is no such case. */
  send(caseId: CaseId, subject: NotificationSubject): boolean;
}

export function createNotifications(database: CityDatabase, ledger: CityLedger, clock: Clock): Notifications {
  const knows = database
    .prepare<[string], number>('SELECT 1 FROM accepted_case WHERE case_id = ?')
    .pluck(true);
  const insert = database.prepare<[string, string]>(
    'INSERT INTO notification (case_id, subject) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  return {
    send: database.transaction((caseId: CaseId, subject: NotificationSubject) => {
      if (!knows.get(caseId)) return false;
      const { changes } = insert.run(caseId, subject);
      const at = new Date(clock.wallMs()).toISOString();
      if (changes === 1) ledger.append({ type: 'applicant_notified', at, caseId, subject });
      return true;
    }),
  };
}
