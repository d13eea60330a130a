-- dialect: postgresql
CREATE TABLE posts (id serial PRIMARY KEY);
CREATE TABLE tags (id serial PRIMARY KEY);
CREATE TABLE post_tags ( -- finds: posts and tags
  id serial PRIMARY KEY,
  post_id int REFERENCES posts,
  tag_id int REFERENCES tags
);
CREATE TABLE pins (post_id int REFERENCES posts, tag_id int REFERENCES tags, PRIMARY KEY (post_id, tag_id));
