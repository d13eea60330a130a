-- dialect: postgresql
CREATE TABLE comments (
  id int PRIMARY KEY,
  commentable_type text,
  commentable_id int, -- finds: commentable_type
  author_id int
);
CREATE TABLE posts (id int PRIMARY KEY, post_type text, user_id int);
