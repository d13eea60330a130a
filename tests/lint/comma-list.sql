-- dialect: postgresql
CREATE TABLE posts (
  id int PRIMARY KEY,
  tag_ids text, -- finds
  user_list varchar(400), -- finds
  labels text[],
  notes text
);
CREATE TABLE tags (id int PRIMARY KEY, name text);
