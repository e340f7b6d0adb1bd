/** In order; one that was released is never changed. Times are milliseconds since 1970 by the server's clock. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE terminal (
    terminal_id TEXT PRIMARY KEY,
    enrolled_at_ms BIGINT NOT NULL,
    certificate_fingerprint TEXT NOT NULL,
    certificate_until_ms BIGINT NOT NULL,
    heard_at_ms BIGINT,
    report TEXT
  );
  CREATE TABLE enrolment_code (
    code_hash TEXT PRIMARY KEY,
    terminal_id TEXT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    used_at_ms BIGINT,
    used_by_key TEXT
  );
  CREATE TABLE user_account (
    user_name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password BOOLEAN NOT NULL
  );
  CREATE TABLE console_session (
    token_hash TEXT PRIMARY KEY,
    user_name TEXT NOT NULL REFERENCES user_account (user_name) ON DELETE CASCADE,
    expires_at_ms BIGINT NOT NULL
  )
  `,
  `
  CREATE TABLE call_back (
    call_back_id TEXT PRIMARY KEY,
    terminal_id TEXT NOT NULL,
    site TEXT NOT NULL,
    item TEXT NOT NULL,
    phone TEXT NOT NULL,
    left_at_ms BIGINT NOT NULL,
    called BOOLEAN NOT NULL
  )
  `,
  `
  ALTER TABLE terminal ADD COLUMN certificate_serial TEXT;
  ALTER TABLE terminal ADD COLUMN district TEXT;
  ALTER TABLE enrolment_code ADD COLUMN district TEXT;
  ALTER TABLE user_account ADD COLUMN district TEXT;
  CREATE TABLE revoked_certificate (
    serial_number TEXT PRIMARY KEY,
    revoked_at_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL
  );
  CREATE TABLE item_name (
    item_code TEXT PRIMARY KEY,
    zh TEXT NOT NULL,
    en TEXT NOT NULL
  );
  CREATE TABLE case_day (
    terminal_id TEXT NOT NULL REFERENCES terminal (terminal_id),
    day TEXT NOT NULL,
    told_hash TEXT NOT NULL,
    PRIMARY KEY (terminal_id, day)
  );
  CREATE TABLE case_count (
    terminal_id TEXT NOT NULL REFERENCES terminal (terminal_id),
    hour_ms BIGINT NOT NULL,
    item_code TEXT NOT NULL,
    begun INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    given_up INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (terminal_id, hour_ms, item_code)
  );
  CREATE INDEX case_count_hour ON case_count (hour_ms)
  `,
  `
  CREATE TABLE update_rollout (
    rollout_id SERIAL PRIMARY KEY,
    release_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    state TEXT NOT NULL,
    stop_cause TEXT,
    success_percent INTEGER NOT NULL,
    error_percent INTEGER NOT NULL,
    silence_ms BIGINT NOT NULL,
    started_by TEXT NOT NULL,
    started_at_ms BIGINT NOT NULL
  );
  CREATE TABLE update_action (
    action_id SERIAL PRIMARY KEY,
    rollout_id INTEGER NOT NULL REFERENCES update_rollout (rollout_id) ON DELETE CASCADE,
    ring INTEGER NOT NULL,
    terminal_id TEXT NOT NULL,
    state TEXT NOT NULL,
    step TEXT,
    problem TEXT,
    heard_at_ms BIGINT
  );
  CREATE INDEX update_action_of_terminal ON update_action (terminal_id, state);
  CREATE INDEX update_action_of_rollout ON update_action (rollout_id);
  CREATE TABLE update_versions (
    terminal_id TEXT PRIMARY KEY,
    program TEXT NOT NULL,
    catalogue TEXT,
    notices TEXT,
    told_at_ms BIGINT NOT NULL
  )
  `,
];
