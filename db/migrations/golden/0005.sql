-- What version 5 added, written on top of 0004.sql: a reconciled day with one payment that only the city knows.
INSERT INTO task (task_id, case_id, kind, reference, opened_at) VALUES (7, NULL, 'reconciliation_only_theirs', 'A0000000000040008000000000000001', '2026-11-22T18:30:00.000Z');
INSERT INTO reconciliation_day VALUES ('2026-11-22', '2026-11-22T18:30:00.000Z', 0, 1, 0, 1000);
INSERT INTO reconciliation_finding VALUES ('2026-11-22', 'A0000000000040008000000000000001', 'payment', 'only_theirs', NULL, 1000, 7);
