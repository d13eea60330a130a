-- dialect: mysql
CREATE TABLE events (
  id char(36) PRIMARY KEY DEFAULT (UUID()), -- finds: in the order of its key
  note text
);
CREATE TABLE users (id int PRIMARY KEY AUTO_INCREMENT);
-- dialect: postgresql
CREATE TABLE events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() -- finds: only the key's index
);
