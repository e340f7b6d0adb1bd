-- What version 6 added, written on top of 0005.sql: a count that is not a whole roll.
INSERT INTO refill (storage_unit, attendant_id, at, printed_before, device_counter, count) VALUES ('dispenser_hopper', 'T-01', '2026-11-21T02:05:00.000Z', 1, NULL, 150);
