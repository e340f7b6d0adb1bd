/** Part of the city's schema: payment codes on phones, orders, and money given back. */
export const paymentTables = `
  CREATE TABLE payment_code (
    code TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    manner TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE payment_order (
    order_number TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    terminal_id TEXT NOT NULL,
    amount_fen INTEGER NOT NULL,
    way TEXT,
    status TEXT NOT NULL,
    failure TEXT,
    qr_text TEXT UNIQUE,
    payer_person_id TEXT,
    paid_at_ms INTEGER,
    returned_at_ms INTEGER,
    refund_number TEXT UNIQUE
  ) STRICT;
`;
