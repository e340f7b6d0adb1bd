-- What version 4 added, written on top of 0003.sql: a content with a key of its own, an audit log of three records of which
-- one was cut, planned chores, a clock reading, and acts whose rows went.
INSERT INTO sealed_payload VALUES ('0a000000-0000-4000-8000-000000000003', 'certificate', '0123456789abcdef', zeroblob(12), zeroblob(16), x'00', 'sm4-gcm', zeroblob(44));
INSERT INTO audit_record VALUES (1, '2026-11-21T01:00:00.000Z', 'synchronised', 'TEST-0001', 'resident', 'case_begun', '310000000001', '0a000000-0000-4000-8000-000000000001', NULL, NULL, '0000000000000000000000000000000000000000000000000000000000000000', '7d6bd08943095c39943c581211c62a161dac7eaa9e26e60ebb702c2841f4bd08');
INSERT INTO audit_record VALUES (2, '2026-11-21T02:00:00.000Z', 'synchronised', 'TEST-0001', 'resident', 'case_begun', '310000000001', '0a000000-0000-4000-8000-000000000001', NULL, NULL, '7d6bd08943095c39943c581211c62a161dac7eaa9e26e60ebb702c2841f4bd08', 'aa7ba7744fbd833476cc6bb3f9a9113b3a21e81824d4394053ff0f41e4eea9d4');
INSERT INTO audit_record VALUES (3, '2026-11-21T03:00:00.000Z', 'synchronised', 'TEST-0001', 'resident', 'case_begun', '310000000001', '0a000000-0000-4000-8000-000000000001', NULL, NULL, 'aa7ba7744fbd833476cc6bb3f9a9113b3a21e81824d4394053ff0f41e4eea9d4', 'fcd84ba6a28958cbffefec11b41bf15ee2a78a2dc0b9a0b0bbffe4fe3c692fa8');
INSERT INTO audit_cut VALUES (1, '2026-11-21T04:00:00.000Z', 1, '7d6bd08943095c39943c581211c62a161dac7eaa9e26e60ebb702c2841f4bd08');
DELETE FROM audit_record WHERE seq = 1;
INSERT INTO chore VALUES ('retention', 1795293000000, '2026-11-21T20:10:00.000Z', '{"cases":1}');
INSERT INTO clock_reading VALUES (1, 'boot-1', 60000, 1795226400000);
INSERT INTO retired_act VALUES ('print', 0, 0, 40);
INSERT INTO retired_act VALUES ('open_cell', 1, 2, 5);
INSERT INTO retired_act VALUES ('sheets', 0, 0, 7);
