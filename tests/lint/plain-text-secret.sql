-- dialect: postgresql
CREATE TABLE integrations (
  id int PRIMARY KEY,
  api_key text, -- finds
  google_client_secret text, -- finds
  refresh_token_hash text,
  token_count int
);
CREATE TABLE cities (id int PRIMARY KEY);
