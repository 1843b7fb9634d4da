-- What version 2 added: consent, somebody who is forgotten, and what is kept of live channels.
UPDATE person SET consent = 'GRANTED', consent_how = 'COMMAND',
    consent_at = TIMESTAMP WITH TIME ZONE '2024-05-01 10:00:00+00:00' WHERE speaker = 'ALICE';
UPDATE person SET consent = 'REFUSED', consent_how = 'OPERATOR',
    consent_at = TIMESTAMP WITH TIME ZONE '2024-05-01 11:00:00+00:00' WHERE speaker = 'BOB';
DELETE FROM message WHERE handle_id = 3;
UPDATE person SET forgotten_at = TIMESTAMP WITH TIME ZONE '2024-05-02 09:00:00+00:00', display_name = '' WHERE speaker = 'CARMEN';
INSERT INTO forgotten_passage (hash) VALUES (123456789), (-987654321);
INSERT INTO former_channel (circle_id, platform, external_id, channel_id, shift) VALUES (1, 'telegram', '77', 1, -1000000000);
INSERT INTO tombstone (channel_id, external_id) VALUES (1, '5');
INSERT INTO claim (channel_id, external_id) VALUES (1, '3');
INSERT INTO channel_setting (channel_id, name, setting) VALUES (1, 'temperature', '0.7');
INSERT INTO said (channel_id, speaker, text, prompt, model, sampling, said_at, answers) VALUES
    (1, 'ALICE', 'the tea is ready', 'BOB:', 'friends@0001', 'temperature 0.8', TIMESTAMP WITH TIME ZONE '2024-05-03 12:00:00+00:00', '3');
INSERT INTO said_message (channel_id, external_id, said_id, number) VALUES (1, '6', 1, 0);
INSERT INTO reaction (said_id, platform, external_id, emoji) VALUES (1, 'telegram', 'user2', '🔥');
INSERT INTO audit (circle, handle_platform, handle, channel_platform, channel, word, clones, outcome, given_at) VALUES
    ('friends', 'telegram', 'user1', 'telegram', '1500000001', 'clone', 'ALICE', 'done', TIMESTAMP WITH TIME ZONE '2024-05-03 11:59:00+00:00');
