-- What the claims and the queue added, written on top of 0006.sql: the salt of this database and one claim.
INSERT INTO claim_salt VALUES (1, x'00112233445566778899aabbccddeeff');
INSERT INTO claim VALUES ('hash-of-a-claim-code', '0a000000-0000-4000-8000-000000000003', '2026-11-20T01:03:31.000Z');
