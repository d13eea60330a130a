-- dialect: postgresql
CREATE TABLE payments (
  id int PRIMARY KEY,
  card_number text, -- finds: 3.5
  cvv char(3), -- finds: 3.3
  card_last4 char(4),
  card_token text
);
CREATE TABLE library_cards (id int PRIMARY KEY, card_number text);
