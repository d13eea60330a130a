-- Content management with full text, slugs, trees and revisions.
--: schema
CREATE TABLE author (author_id integer PRIMARY KEY, name varchar(80) NOT NULL);
CREATE TABLE article (article_id bigint PRIMARY KEY, slug varchar(120) NOT NULL, author_id integer NOT NULL REFERENCES author, title text NOT NULL, body text NOT NULL, state varchar(10) NOT NULL, published_at timestamptz, search tsvector NOT NULL, meta jsonb NOT NULL);
CREATE TABLE revision (revision_id bigint PRIMARY KEY, article_id bigint NOT NULL REFERENCES article, created_at timestamptz NOT NULL, body text NOT NULL);
CREATE TABLE comment (comment_id bigint PRIMARY KEY, article_id bigint NOT NULL REFERENCES article, parent_id bigint REFERENCES comment, author_name varchar(60) NOT NULL, body text NOT NULL, spam boolean NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE article_tag (article_id bigint NOT NULL REFERENCES article, tag varchar(40) NOT NULL, PRIMARY KEY (article_id, tag));
--: rows
INSERT INTO author SELECT i, 'Author ' || i FROM generate_series(1, 500) i;
INSERT INTO article SELECT i, 'slug-' || md5(i::text), 1 + i % 500, 'Title ' || md5(i::text), repeat(md5(i::text) || ' ', 12), CASE WHEN i % 25 = 0 THEN 'draft' ELSE 'published' END, CASE WHEN i % 25 = 0 THEN NULL ELSE timestamptz '2019-01-01' + i * interval '45 minutes' END, to_tsvector('simple', 'word' || i % 900 || ' term' || i % 5000 || ' text' || i % 13), jsonb_build_object('lang', (ARRAY['en','de','fr'])[1 + i % 3], 'series', i % 2000) FROM generate_series(1, 60000) i;
INSERT INTO revision SELECT i, 1 + (random()*59999)::int, timestamptz '2019-01-01' + i * interval '15 minutes', repeat(md5(i::text), 10) FROM generate_series(1, 150000) i;
INSERT INTO comment SELECT i, 1 + (random()*59999)::int, CASE WHEN i % 3 = 0 AND i > 10 THEN i - 7 END, 'Name' || i % 9000, md5(i::text), random() < 0.02, timestamptz '2019-01-01' + i * interval '8 minutes' FROM generate_series(1, 300000) i;
INSERT INTO article_tag SELECT DISTINCT 1 + (i % 60000), 'tag' || (i * 31 % 700) FROM generate_series(1, 180000) i;
--: queries
-- name: page, frequency: 30000
SELECT a.title, a.body, w.name FROM article a JOIN author w ON w.author_id = a.author_id WHERE a.slug = 'slug-c4ca4238a0b923820dcc509a6f75849b' AND a.state = 'published';
-- name: front, frequency: 20000
SELECT article_id, title, published_at FROM article WHERE state = 'published' ORDER BY published_at DESC LIMIT 20;
-- name: by_author, frequency: 2000
SELECT article_id, title FROM article WHERE author_id = 44 AND state = 'published' ORDER BY published_at DESC LIMIT 20;
-- name: find, frequency: 1500
SELECT article_id, title FROM article WHERE search @@ to_tsquery('simple', 'word77 & term77') LIMIT 20;
-- name: title_part, frequency: 100
SELECT article_id, title FROM article WHERE title ILIKE '%c4ca42%';
-- name: thread, frequency: 18000
SELECT comment_id, parent_id, author_name, body FROM comment WHERE article_id = 777 AND NOT spam ORDER BY created_at;
-- name: replies, frequency: 900
SELECT count(*) FROM comment WHERE parent_id = 1500;
-- name: spam_queue, frequency: 60
SELECT comment_id, body FROM comment WHERE spam ORDER BY created_at DESC LIMIT 50;
-- name: tagged, frequency: 5000
SELECT a.article_id, a.title FROM article_tag t JOIN article a ON a.article_id = t.article_id WHERE t.tag = 'tag31' AND a.state = 'published' ORDER BY a.published_at DESC LIMIT 20;
-- name: series, frequency: 800
SELECT article_id, title FROM article WHERE meta @> '{"series": 77}';
-- name: last_revision, frequency: 700
SELECT DISTINCT ON (article_id) article_id, revision_id, created_at FROM revision WHERE article_id IN (1, 2, 3, 4) ORDER BY article_id, created_at DESC;
-- name: drafts, frequency: 40
SELECT article_id, title FROM article WHERE state = 'draft' AND author_id = 50;
-- name: write_comment, frequency: 500
INSERT INTO comment (comment_id, article_id, author_name, body, spam, created_at) VALUES (1, 2, 'x', 'y', false, now());
-- name: save, frequency: 50
UPDATE article SET body = 'x', search = to_tsvector('simple', 'x') WHERE article_id = 5;
--: expert
CREATE INDEX ON article (slug);
CREATE INDEX ON article (published_at) WHERE state = 'published';
CREATE INDEX ON article (author_id, published_at);
CREATE INDEX ON article USING gin (search);
CREATE INDEX ON article USING gin (meta jsonb_path_ops);
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX ON article USING gin (title gin_trgm_ops);
CREATE INDEX ON comment (article_id, created_at) WHERE NOT spam;
CREATE INDEX ON comment (parent_id);
CREATE INDEX ON comment (created_at) WHERE spam;
CREATE INDEX ON article_tag (tag, article_id);
CREATE INDEX ON revision (article_id, created_at);
