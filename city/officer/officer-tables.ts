/** The step of the schema that brought cases handled from afar. */
export const officerTables = `
  CREATE TABLE officer_case (
    case_id TEXT PRIMARY KEY REFERENCES accepted_case (case_id),
    item_code TEXT NOT NULL,
    item_name TEXT NOT NULL,
    terminal_id TEXT NOT NULL,
    credit_code TEXT,
    company TEXT,
    applicant TEXT NOT NULL,
    materials INTEGER NOT NULL,
    document BLOB NOT NULL,
    verdict TEXT,
    officer TEXT,
    decided_at TEXT
  ) STRICT;
`;
