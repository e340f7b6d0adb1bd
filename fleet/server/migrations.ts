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
