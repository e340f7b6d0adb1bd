-- What version 2 added, written on top of 0001.sql: the open task closed, two acts of a technician, a refill, a wrong PIN.
UPDATE task SET closed_at = '2026-11-21T02:00:00.000Z', closed_reason = 'done_by_hand', closed_by = 'T-01' WHERE task_id = 1;
INSERT INTO maintenance_act VALUES ('0d000000-0000-4000-8000-000000000001', 'print_test_slip', 'T-01', 1795226400000, '{"cutCount":8}', 'confirmed', '2026-11-21T02:00:04.000Z', '{"cutCount":9}');
INSERT INTO maintenance_act VALUES ('0d000000-0000-4000-8000-000000000002', 'open_cell', 'T-01', 1795226410000, '{"board":1,"cell":2,"doorBefore":"closed"}', 'open', NULL, NULL);
INSERT INTO refill VALUES (1, 'receipt_paper', 'T-01', '2026-11-21T02:01:00.000Z', 1, 9);
INSERT INTO attendant_lock VALUES ('T-02', 3, 1795226700000);
