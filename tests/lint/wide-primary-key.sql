-- dialect: postgresql
CREATE TABLE stays (
  hotel int, room int, guest int, day date,
  PRIMARY KEY (hotel, room, guest, day) -- finds: 4 columns
);
CREATE TABLE bills (
  id int PRIMARY KEY, hotel int, room int, guest int, day date,
  FOREIGN KEY (hotel, room, guest, day) REFERENCES stays
);
CREATE TABLE loads (a int, b int, c int, d int, PRIMARY KEY (a, b, c, d));
