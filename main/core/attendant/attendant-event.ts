/** What the core's log says of technicians. */
export type AttendantEvent =
  | { event: 'attendant_card_refused'; cause: 'not_enrolled' | 'unreadable' }
  | { event: 'attendant_pin_wrong'; attendantId: string; attemptsLeft: number }
  | { event: 'attendant_locked'; attendantId: string; lockedForS: number }
  | { event: 'attendant_opened'; attendantId: string }
  | { event: 'attendant_closed'; attendantId: string; cause: AttendantEnding }
  | {
      event: 'attendant_act';
      attendantId: string;
      act: AttendantAct;
      /** What it was done to where it was a device. */
      device?: string;
      /** Command, storage unit, cell or task: never a person. */
      subject: string;
      result: string;
    };

export type AttendantAct =
  | 'device_asked'
  | 'host_restarted'
  | 'bench_command'
  | 'self_test'
  | 'storage_counted'
  | 'task_closed'
  | 'claim_looked_up';

export type AttendantEnding = 'ended' | 'idle';

export type WriteAttendantEvent = (event: AttendantEvent) => void;
