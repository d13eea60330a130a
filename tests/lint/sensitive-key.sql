-- dialect: postgresql
CREATE TABLE patients (
  ssn char(11) PRIMARY KEY, -- finds: ssn
  name text
);
CREATE TABLE visits (
  id int PRIMARY KEY,
  patient_ssn char(11) REFERENCES patients -- finds: foreign key
);
CREATE TABLE people (id int PRIMARY KEY, ssn char(11));
