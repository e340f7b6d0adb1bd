/** Why the terminal's memory cannot be used. Data is kept as it is; the terminal goes out of service. */
export type OpenFailure =
  /** Written by a newer program; an older one must not touch it. */
  | { kind: 'newer_than_program'; found: number; supported: number }
  /** There was a database here once and it is gone or empty; starting anew would forget cases. */
  | { kind: 'missing' }
  /** The program did not close the database, yet its write-ahead log is gone: the last commits are lost. */
  | { kind: 'log_missing' }
  | { kind: 'disk_full' }
  | { kind: 'read_only' }
  | { kind: 'cannot_open'; detail: string }
  | { kind: 'corrupt'; detail: string }
  | { kind: 'pragma_refused'; pragma: string; expected: string; actual: string }
  | { kind: 'migration_failed'; version: number; detail: string };
