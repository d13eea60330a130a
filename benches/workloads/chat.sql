-- Chat: channels, messages read backwards by page, unread counts, reactions, mentions.
--: schema
CREATE TABLE person (person_id bigint PRIMARY KEY, handle varchar(40) NOT NULL, display_name varchar(80) NOT NULL, last_active timestamptz);
CREATE TABLE channel (channel_id bigint PRIMARY KEY, name varchar(60) NOT NULL, private boolean NOT NULL);
CREATE TABLE channel_member (channel_id bigint NOT NULL REFERENCES channel, person_id bigint NOT NULL REFERENCES person, last_read_id bigint, muted boolean NOT NULL, PRIMARY KEY (channel_id, person_id));
CREATE TABLE message (message_id bigint PRIMARY KEY, channel_id bigint NOT NULL REFERENCES channel, sender_id bigint NOT NULL REFERENCES person, reply_to bigint REFERENCES message, body text NOT NULL, sent_at timestamptz NOT NULL, edited_at timestamptz, pinned boolean NOT NULL);
CREATE TABLE reaction (message_id bigint NOT NULL REFERENCES message, person_id bigint NOT NULL REFERENCES person, emoji varchar(16) NOT NULL, PRIMARY KEY (message_id, person_id, emoji));
--: rows
INSERT INTO person SELECT i, 'handle' || i, 'Person ' || i, now() - random() * interval '30 days' FROM generate_series(1, 20000) i;
INSERT INTO channel SELECT i, 'channel-' || i, i % 5 = 0 FROM generate_series(1, 3000) i;
INSERT INTO channel_member SELECT DISTINCT 1 + (random()*2999)::int, 1 + (random()*19999)::int, 1, false FROM generate_series(1, 120000) i;
INSERT INTO message SELECT i, 1 + (random()*2999)::int, 1 + (random()*19999)::int, CASE WHEN i > 100 AND random() < 0.15 THEN i - 1 - (random()*90)::int END, 'body ' || md5(i::text) || md5((i+3)::text), timestamptz '2023-01-01' + i * interval '40 seconds', NULL, random() < 0.002 FROM generate_series(1, 600000) i;
INSERT INTO reaction SELECT DISTINCT 1 + (random()*599999)::int, 1 + (random()*19999)::int, 'e' || i % 12 FROM generate_series(1, 250000) i;
--: queries
-- name: open_channel, frequency: 10000
SELECT m.message_id, m.body, m.sent_at, p.display_name FROM message m JOIN person p ON p.person_id = m.sender_id WHERE m.channel_id = 77 ORDER BY m.message_id DESC LIMIT 50;
-- name: older, frequency: 4000
SELECT message_id, body, sent_at FROM message WHERE channel_id = 77 AND message_id < 500000 ORDER BY message_id DESC LIMIT 50;
-- name: unread, frequency: 12000
SELECT cm.channel_id, count(*) FROM channel_member cm JOIN message m ON m.channel_id = cm.channel_id AND m.message_id > cm.last_read_id WHERE cm.person_id = 900 GROUP BY cm.channel_id;
-- name: my_channels, frequency: 9000
SELECT c.channel_id, c.name FROM channel_member cm JOIN channel c ON c.channel_id = cm.channel_id WHERE cm.person_id = 900;
-- name: pinned, frequency: 3000
SELECT message_id, body FROM message WHERE channel_id = 77 AND pinned ORDER BY sent_at DESC;
-- name: replies, frequency: 2500
SELECT message_id, body FROM message WHERE reply_to = 4444 ORDER BY sent_at;
-- name: reactions, frequency: 10000
SELECT message_id, emoji, count(*) FROM reaction WHERE message_id IN (5, 6, 7, 8, 9) GROUP BY message_id, emoji;
-- name: find_handle, frequency: 3000
SELECT person_id, display_name FROM person WHERE handle LIKE 'handle77%' LIMIT 10;
-- name: last_sent, frequency: 40
SELECT max(sent_at) FROM message WHERE sender_id = 900;
-- name: forget, frequency: 1
DELETE FROM reaction WHERE person_id = 900;
-- name: send, frequency: 15000
INSERT INTO message (message_id, channel_id, sender_id, body, sent_at, pinned) VALUES (1, 2, 3, 'x', now(), false);
-- name: react, frequency: 4000
INSERT INTO reaction (message_id, person_id, emoji) VALUES (1, 2, 'x');
-- name: read, frequency: 12000
UPDATE channel_member SET last_read_id = 5 WHERE channel_id = 1 AND person_id = 2;
--: expert
CREATE INDEX ON message (channel_id, message_id);
CREATE INDEX ON channel_member (person_id);
CREATE INDEX ON message (channel_id, sent_at) WHERE pinned;
CREATE INDEX ON message (reply_to, sent_at) WHERE reply_to IS NOT NULL;
CREATE INDEX ON person (handle text_pattern_ops);
CREATE INDEX ON message (sender_id, sent_at);
CREATE INDEX ON reaction (person_id);
