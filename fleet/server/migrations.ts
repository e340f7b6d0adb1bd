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
];
