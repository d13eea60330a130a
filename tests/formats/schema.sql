-- Every kind of key and relation that the mappers have to say: to itself, twice to one table, one to one, over
-- several columns, into a table without a key; and names that are words of the languages.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'very happy');
CREATE TABLE people (
  id serial PRIMARY KEY,
  name text NOT NULL DEFAULT 'x',
  boss_id int REFERENCES people (id) ON DELETE SET NULL,
  mood mood DEFAULT 'ok',
  tags text[],
  data jsonb,
  born date,
  big numeric,
  raw bytea,
  pause interval,
  class text,
  "from" text,
  "select" int DEFAULT 3
);
CREATE TABLE flights (
  code char(6) PRIMARY KEY,
  captain_id int NOT NULL REFERENCES people (id),
  copilot_id int REFERENCES people (id),
  seats int NOT NULL CHECK (seats > 0),
  twice int GENERATED ALWAYS AS (seats * 2) STORED
);
CREATE TABLE seats (
  flight char(6) REFERENCES flights (code) ON DELETE CASCADE,
  row_no smallint,
  letter char(1),
  PRIMARY KEY (flight, row_no, letter)
);
CREATE TABLE bookings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  flight char(6) NOT NULL,
  row_no smallint NOT NULL,
  letter char(1) NOT NULL,
  person int UNIQUE REFERENCES people (id),
  UNIQUE (flight, row_no, letter),
  FOREIGN KEY (flight, row_no, letter) REFERENCES seats (flight, row_no, letter)
);
CREATE TABLE logs (at timestamptz DEFAULT now(), line text);
CREATE INDEX ON people (lower(name));
CREATE UNIQUE INDEX one_boss ON people (boss_id) WHERE boss_id IS NOT NULL;
