-- dialect: postgresql
CREATE TABLE comments (
  id int PRIMARY KEY,
  commentable_type text,
  commentable_id int, -- finds: commentable_type
  author_id int
);
CREATE TABLE remote_media (id int PRIMARY KEY, origin text, media_id text, media_type text);
CREATE TABLE stored (id int PRIMARY KEY, content_id text UNIQUE, content_type text);
CREATE TABLE posts (id int PRIMARY KEY, post_type text, user_id int);
