-- What an archive of version 1 held: an invented chat of three.
INSERT INTO circle (name) VALUES ('friends'), ('family');
INSERT INTO channel (circle_id, platform, external_id, title) VALUES
    (1, 'telegram', '1500000001', 'Edge Club'),
    (2, 'whatsapp', 'Home', 'Home');
INSERT INTO person (circle_id, speaker, display_name, named_at) VALUES
    (1, 'ALICE', 'Alice', TIMESTAMP WITH TIME ZONE '2024-03-31 12:00:03+00:00'),
    (1, 'BOB', 'Bob 🎸', TIMESTAMP WITH TIME ZONE '2024-03-31 12:00:02+00:00'),
    (1, 'CARMEN', 'Carmen', TIMESTAMP WITH TIME ZONE '2024-03-31 12:00:04+00:00'),
    (2, 'DORA', 'Dora', TIMESTAMP WITH TIME ZONE '2024-04-01 08:00:00+00:00');
INSERT INTO handle (circle_id, person_id, platform, external_id) VALUES
    (1, 1, 'telegram', 'user1'),
    (1, 2, 'telegram', 'user2'),
    (1, 3, 'telegram', 'user3'),
    (2, 4, 'whatsapp', 'Dora');
INSERT INTO message (channel_id, external_id, handle_id, sender_name, sent_at, sequence, kind, text, reply_to, edited_at) VALUES
    (1, '1', 1, 'Alice', TIMESTAMP WITH TIME ZONE '2024-03-31 12:00:01+00:00', 1, 'SPEECH', 'is the kettle on?', NULL, NULL),
    (1, '2', 2, 'Bob 🎸', TIMESTAMP WITH TIME ZONE '2024-03-31 12:00:02+00:00', 2, 'SPEECH', 'always ☕', '1',
        TIMESTAMP WITH TIME ZONE '2024-03-31 12:05:00+00:00'),
    (1, '3', 1, 'Alice', TIMESTAMP WITH TIME ZONE '2024-03-31 12:00:03+00:00', 3, 'SPEECH', 'good', NULL, NULL),
    (1, '4', 3, 'Carmen', TIMESTAMP WITH TIME ZONE '2024-03-31 12:00:04.123456+00:00', 4, 'SPEECH', 'save me a cup', NULL, NULL),
    (2, 'a1', 4, 'Dora', TIMESTAMP WITH TIME ZONE '2024-04-01 08:00:00+00:00', 1, 'SPEECH', 'who fed the cat?', NULL, NULL);
