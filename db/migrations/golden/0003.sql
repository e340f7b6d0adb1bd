-- What version 3 added, written on top of 0002.sql: acts on other classes of devices, and what readers have read.
INSERT INTO maintenance_act VALUES ('0d000000-0000-4000-8000-000000000003', 'open_door', 'T-01', 1795226420000, '{"pulseMs":3000}', 'confirmed', '2026-11-21T02:02:01.000Z', '{"released":true,"decidedBy":"completion"}');
INSERT INTO maintenance_act VALUES ('0d000000-0000-4000-8000-000000000004', 'print_test_page', 'T-01', 1795226430000, '{"sheetCount":40,"pages":1}', 'unknown', '2026-11-21T02:03:00.000Z', '{"decidedBy":"device_away"}');
INSERT INTO maintenance_act VALUES ('0d000000-0000-4000-8000-000000000005', 'dispense_item', 'T-01', 1795226440000, '{"gate":"empty","binCount":0}', 'confirmed', '2026-11-21T02:04:00.000Z', '{"decidedBy":"completion"}');
INSERT INTO refill (storage_unit, attendant_id, at, printed_before, device_counter, count) VALUES ('dispenser_hopper', 'T-01', '2026-11-21T02:05:00.000Z', 1, NULL, 150);
INSERT INTO read_count VALUES ('cards_read', 812);
