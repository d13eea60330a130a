-- dialect: postgresql
CREATE TABLE events (id int PRIMARY KEY, payload jsonb, raw json);
CREATE INDEX a ON events (payload); -- finds
CREATE INDEX b ON events (raw); -- finds
CREATE INDEX c ON events USING gin (payload);
