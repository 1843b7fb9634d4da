CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0, attributedBody BLOB, account TEXT, date INTEGER, is_from_me INTEGER DEFAULT 0, cache_has_attachments INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0, group_title TEXT, balloon_bundle_id TEXT, associated_message_guid TEXT, associated_message_type INTEGER DEFAULT 0, message_summary_info BLOB, destination_caller_id TEXT, thread_originator_guid TEXT, date_edited INTEGER, date_retracted INTEGER);
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, person_centric_id TEXT);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, display_name TEXT);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
INSERT INTO handle VALUES (1, '+15550001', 'us', 'iMessage', NULL), (2, 'Cara@Example.org', 'us', 'iMessage', NULL), (3, '+15550003', 'us', 'SMS', NULL);
INSERT INTO chat VALUES (1, 'iMessage;-;+15550001', 45, '+15550001', ''), (2, 'iMessage;+;chat900', 43, 'chat900', 'Plan B');
INSERT INTO chat_handle_join VALUES (1, 1), (2, 1), (2, 2);
INSERT INTO message (ROWID, guid, text, handle_id, is_from_me, date, account, destination_caller_id) VALUES
 (1, 'G1', 'are we on?', 1, 0, 700000000000000000, 'E:ann@example.org', '+15559999'),
 (2, 'G2', 'yes', 1, 1, 700000001500000000, 'E:ann@example.org', '+15559999'),
 (3, 'G3', 'lol', 1, 0, 700000002000000000, 'E:ann@example.org', '+15559999'),
 (4, 'G4', 'lol', 1, 0, 700000002000000000, 'E:ann@example.org', '+15559999'),
 (5, 'G5', 'in seconds', 1, 0, 400000000, 'E:ann@example.org', '+15559999'),
 (6, 'G6', 'in the group', 0, 1, 700000003000000000, 'P:+15559999', '+15559999'),
 (7, 'G7', 'old words', 2, 0, 700000004000000000, 'P:+15559999', '+15559999'),
 (8, 'G8', 'Loved “lol”', 1, 0, 700000005000000000, 'P:+15559999', '+15559999'),
 (9, 'G9', NULL, 1, 0, 700000006000000000, 'P:+15559999', '+15559999'),
 (10, 'G10', NULL, 1, 0, 700000007000000000, 'P:+15559999', '+15559999'),
 (11, 'G11', 'a picture', 2, 0, 700000008000000000, 'P:+15559999', '+15559999'),
 (12, 'G12', 'https://example.org', 2, 0, 700000009000000000, 'P:+15559999', '+15559999'),
 (13, 'G13', 'game', 2, 0, 700000010000000000, 'P:+15559999', '+15559999'),
 (14, 'G14', 'taken back', 2, 0, 700000011000000000, 'P:+15559999', '+15559999'),
 (15, 'G15', NULL, 2, 0, 700000012000000000, 'P:+15559999', '+15559999'),
 (16, 'G16', NULL, 2, 0, 700000013000000000, 'P:+15559999', '+15559999'),
 (17, 'G17', 'answer', 2, 0, 700000014000000000, 'P:+15559999', '+15559999'),
 (18, 'G18', 'nobody', 99, 0, 700000015000000000, 'P:+15559999', '+15559999'),
 (19, 'G19', 'found by the chat', 99, 0, 700000016000000000, 'P:+15559999', '+15559999'),
 (20, 'G20', 'no date', 1, 0, 0, 'P:+15559999', '+15559999'),
 (21, 'G21', 'no chat', 3, 0, 700000017000000000, 'P:+15559999', '+15559999'),
 (22, 'G22', NULL, 1, 0, 700000018000000000, 'P:+15559999', '+15559999'),
 (23, 'G23', NULL, 1, 0, 700000019000000000, 'P:+15559999', '+15559999');
UPDATE message SET associated_message_guid = 'p:0/G3', associated_message_type = 2000 WHERE ROWID = 8;
UPDATE message SET item_type = 2, group_title = 'Plan B' WHERE ROWID = 9;
UPDATE message SET cache_has_attachments = 1 WHERE ROWID = 11;
UPDATE message SET balloon_bundle_id = 'com.apple.messages.URLBalloonProvider' WHERE ROWID = 12;
UPDATE message SET balloon_bundle_id = 'com.apple.Handwriting.HandwritingProvider' WHERE ROWID = 13;
UPDATE message SET date_retracted = 700000011500000000 WHERE ROWID = 14;
UPDATE message SET date_edited = 700000012500000000 WHERE ROWID IN (7, 15, 16);
UPDATE message SET thread_originator_guid = 'G6' WHERE ROWID = 17;
INSERT INTO chat_message_join (chat_id, message_id) SELECT 2, ROWID FROM message WHERE ROWID IN (6, 7) OR ROWID BETWEEN 11 AND 18;
INSERT INTO chat_message_join (chat_id, message_id) SELECT 1, ROWID FROM message WHERE ROWID < 6 OR ROWID IN (8, 9, 10, 19, 20, 22, 23);
INSERT INTO chat_message_join (chat_id, message_id) VALUES (2, 1);
