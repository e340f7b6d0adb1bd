/** The step of the schema that brought companies and their invoices. */
export const taxTables = `
  CREATE TABLE licence_code (
    code TEXT PRIMARY KEY,
    credit_code TEXT NOT NULL,
    person_id TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE taxpayer (
    credit_code TEXT PRIMARY KEY,
    invoices_in_hand INTEGER NOT NULL,
    quota_fen INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE invoice_stock (
    terminal_id TEXT PRIMARY KEY,
    next_number INTEGER NOT NULL,
    to_be_counted INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE invoice_sale (
    case_id TEXT PRIMARY KEY REFERENCES accepted_case (case_id),
    credit_code TEXT NOT NULL,
    terminal_id TEXT NOT NULL,
    first_number INTEGER NOT NULL,
    count INTEGER NOT NULL,
    handed_out INTEGER,
    unclear INTEGER,
    in_order INTEGER
  ) STRICT;
  CREATE TABLE digital_invoice (
    number TEXT PRIMARY KEY,
    serial INTEGER NOT NULL UNIQUE,
    case_id TEXT NOT NULL UNIQUE REFERENCES accepted_case (case_id),
    credit_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    buyer_credit_code TEXT NOT NULL,
    amount_fen INTEGER NOT NULL,
    original_number TEXT,
    xml TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    token_expires_ms INTEGER NOT NULL
  ) STRICT;
`;
