-- What version 3 added: Alice's second account, her other name, a former name of Bob's, and a model that saw Carmen.
INSERT INTO person (circle_id, speaker, display_name, named_at, merged_into) VALUES
    (1, 'ALICE 2', 'Alice B', TIMESTAMP WITH TIME ZONE '2024-06-01 12:00:00+00:00', 1);
INSERT INTO handle (circle_id, person_id, platform, external_id) VALUES (1, 5, 'discord', '112233');
INSERT INTO alias (person_id, name) VALUES (1, 'Al');
UPDATE person SET consent_note = 'said so at the gig', excluded = TRUE WHERE speaker = 'BOB';
INSERT INTO former_speaker (circle_id, speaker, person_id) VALUES (1, 'BOBBY', 2);
INSERT INTO stale_model (circle_id, version, speaker, since) VALUES
    (1, '0001', 'CARMEN', TIMESTAMP WITH TIME ZONE '2024-05-02 09:00:00+00:00');
