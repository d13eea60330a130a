-- dialect: sqlserver
CREATE TABLE tblUsers ( -- finds: says that it is a table
  Id int PRIMARY KEY,
  intAge int, -- finds: 2 columns
  strName text
);
CREATE TABLE Users (Id int PRIMARY KEY, Name text, num_pages int);
