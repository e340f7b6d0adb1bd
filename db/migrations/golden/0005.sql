-- What version 5 added, written on top of 0004.sql: a hopper counted by hand.
INSERT INTO refill (refill_id, storage_unit, attendant_id, at, moved_before, device_counter, count) VALUES (7, 'dispenser/hopper', 'T-01', '2026-11-21T05:00:00.000Z', 12, NULL, 180);
