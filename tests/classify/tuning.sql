-- Columns with the class that a data protection officer would give them, behind `-- `; none where nothing stands.
-- Looked at while the vocabulary was made.
CREATE TABLE users (
  id bigint PRIMARY KEY,
  username varchar(40), -- personal
  email varchar(255), -- personal
  email_verified_at timestamptz,
  password_hash varchar(255), -- credentials
  remember_token varchar(100), -- credentials
  first_name varchar(80), -- personal
  last_name varchar(80), -- personal
  date_of_birth date, -- personal
  phone varchar(32), -- personal
  avatar_url text, -- personal
  locale char(5),
  is_active boolean,
  last_login_ip inet, -- personal
  last_login_at timestamptz,
  created_at timestamptz
);
CREATE TABLE customers (
  customer_id int PRIMARY KEY,
  full_name varchar(120), -- personal
  company varchar(120),
  street varchar(120), -- personal
  city varchar(80), -- personal
  postal_code varchar(12), -- personal
  country char(2), -- personal
  vat_number varchar(20), -- personal
  newsletter_opt_in boolean,
  credit_limit decimal(10,2),
  notes text
);
CREATE TABLE products (
  id int PRIMARY KEY,
  name varchar(120),
  sku varchar(40),
  description text,
  price decimal(10,2),
  weight decimal(8,3),
  image_url text,
  brand varchar(80),
  status varchar(20)
);
CREATE TABLE orders (
  id int PRIMARY KEY,
  customer_id int REFERENCES customers,
  order_number varchar(20),
  total decimal(10,2),
  shipping_address text, -- personal
  billing_city varchar(80), -- personal
  shipping_method varchar(20),
  tracking_number varchar(40),
  placed_at timestamptz
);
CREATE TABLE payments (
  id int PRIMARY KEY,
  order_id int REFERENCES orders,
  card_number varchar(19), -- payment
  card_holder_name varchar(80), -- payment
  card_expiry char(5), -- payment
  cvv char(4), -- payment
  iban varchar(34), -- payment
  bic varchar(11), -- payment
  amount decimal(10,2),
  currency char(3),
  gateway_response text,
  paid_at timestamptz
);
CREATE TABLE patients (
  id int PRIMARY KEY,
  mrn varchar(20), -- health
  given_name varchar(80), -- personal
  family_name varchar(80), -- personal
  sex char(1), -- personal
  birth_date date, -- personal
  blood_type varchar(3), -- health
  allergies text, -- health
  insurance_policy_number varchar(30), -- health
  height_cm decimal(5,1), -- health
  weight_kg decimal(5,1), -- health
  emergency_contact_name varchar(80), -- personal
  emergency_contact_phone varchar(32), -- personal
  religion varchar(40) -- special-category
);
CREATE TABLE diagnoses (
  id int PRIMARY KEY,
  patient_id int REFERENCES patients,
  icd10_code varchar(8), -- health
  diagnosis text, -- health
  severity varchar(10), -- health
  diagnosed_on date -- health
);
CREATE TABLE prescriptions (
  id int PRIMARY KEY,
  patient_id int REFERENCES patients,
  medication varchar(120), -- health
  dosage varchar(40), -- health
  refills int, -- health
  prescribed_at timestamptz -- health
);
CREATE TABLE employees (
  emp_no int PRIMARY KEY,
  name varchar(120), -- personal
  national_id varchar(20), -- personal
  passport_no varchar(20), -- personal
  salary decimal(10,2), -- personal
  bank_account_number varchar(30), -- payment
  trade_union_member boolean, -- special-category
  ethnicity varchar(40), -- special-category
  marital_status varchar(12), -- personal
  hire_date date,
  department_id int,
  job_title varchar(80),
  disability text, -- health
  fingerprint_template bytea -- special-category
);
CREATE TABLE departments (id int PRIMARY KEY, name varchar(80), budget decimal(12,2), location varchar(80));
CREATE TABLE children (
  id int PRIMARY KEY,
  first_name varchar(80), -- child
  birthday date, -- child
  guardian_name varchar(120), -- child
  guardian_phone varchar(32), -- child
  school_grade varchar(10), -- child
  allergies text -- health
);
CREATE TABLE gps_positions (
  id bigint PRIMARY KEY,
  device_id uuid,
  latitude double precision, -- location
  longitude double precision, -- location
  accuracy real, -- location
  recorded_at timestamptz
);
CREATE TABLE api_clients (
  id int PRIMARY KEY,
  name varchar(80),
  client_id varchar(64),
  client_secret varchar(128), -- credentials
  api_key varchar(64), -- credentials
  webhook_url text,
  rate_limit int
);
CREATE TABLE sessions (
  id varchar(64) PRIMARY KEY, -- credentials
  user_id bigint REFERENCES users,
  ip_address varchar(45), -- personal
  user_agent text, -- personal
  payload text,
  last_activity int
);
CREATE TABLE stores (
  id int PRIMARY KEY,
  name varchar(80),
  address varchar(200),
  city varchar(80),
  latitude double precision,
  longitude double precision,
  phone varchar(32),
  opening_hours text
);
CREATE TABLE email_templates (id int PRIMARY KEY, name varchar(80), subject varchar(200), body text, email_type varchar(20));
CREATE TABLE audit_log (
  id bigint PRIMARY KEY,
  actor_id bigint,
  action varchar(40),
  table_name varchar(80),
  client_ip varchar(45), -- personal
  created_at timestamptz
);
CREATE TABLE contacts (
  ContactID int PRIMARY KEY,
  Title varchar(20),
  FirstName varchar(50), -- personal
  LastName varchar(50), -- personal
  EmailAddress varchar(100), -- personal
  MobilePhone varchar(30), -- personal
  Fax varchar(30), -- personal
  Birthday date, -- personal
  Nationality varchar(40), -- personal
  LinkedInUrl text, -- personal
  TwitterHandle varchar(40) -- personal
);
CREATE TABLE voters (
  id int PRIMARY KEY,
  surname varchar(80), -- personal
  party_affiliation varchar(40), -- special-category
  ssn char(11), -- personal
  drivers_license_number varchar(20), -- personal
  home_address text -- personal
);
CREATE TABLE vehicles (
  id int PRIMARY KEY,
  license_plate varchar(12), -- personal
  vin varchar(17), -- personal
  make varchar(40),
  model varchar(40),
  owner_id int,
  mileage int
);
CREATE TABLE server_config (
  id int PRIMARY KEY,
  hostname varchar(120),
  port int,
  smtp_password varchar(120), -- credentials
  ssh_private_key text, -- credentials
  timeout int
);
CREATE TABLE countries (code char(2) PRIMARY KEY, name varchar(80), phone_code varchar(6), currency char(3));
CREATE TABLE courier_positions (
  courier_id int,
  latitude double precision, -- location
  longitude double precision, -- location
  speed_kmh real, -- location
  seen_at timestamptz
);
CREATE TABLE user_locations (
  id int PRIMARY KEY,
  user_id int,
  lat double precision, -- location
  lon double precision -- location
);
CREATE TABLE locations (
  id int PRIMARY KEY,
  name varchar(80),
  lat double precision,
  lon double precision
);
CREATE TABLE library_members (
  id int PRIMARY KEY,
  full_name varchar(80), -- personal
  card_number varchar(20),
  valid_until date
);
