-- from
CREATE SCHEMA "select";
CREATE TABLE "select"."from" (id serial PRIMARY KEY, "order" int, "Group" text DEFAULT 'x');
-- rows
INSERT INTO "select"."from" ("order") VALUES (1), (2);
-- to
CREATE SCHEMA "select";
CREATE TABLE "select"."from" (id serial PRIMARY KEY, "order" bigint NOT NULL, "Group" text DEFAULT 'y', tags text[] NOT NULL DEFAULT ARRAY['a', 'b']);
-- expect select count(*), min(tags::text) from "select"."from" => 2|{a,b}
