-- dialect: mysql
CREATE TABLE users (
  id int PRIMARY KEY,
  password char(32), -- finds: MD5
  password_sha1 varchar(255), -- finds: sha1
  file_md5 char(32)
);
CREATE TABLE admins (id int PRIMARY KEY, password_hash varchar(100));
