-- Columns with the class that a data protection officer would give them, as in tuning.sql.
-- Written before the vocabulary and not looked at while it was made: it measures, it does not teach.
CREATE TABLE members (
  member_no int PRIMARY KEY,
  prefix varchar(10),
  forename varchar(60), -- personal
  middle_name varchar(60), -- personal
  surname varchar(60), -- personal
  maiden_name varchar(60), -- personal
  gender varchar(10), -- personal
  dob date, -- personal
  telephone varchar(30), -- personal
  secondary_email varchar(120), -- personal
  address_line_1 varchar(120), -- personal
  address_line_2 varchar(120), -- personal
  town varchar(60), -- personal
  zip varchar(10), -- personal
  membership_level varchar(20),
  joined_on date,
  photo bytea, -- personal
  pin_code varchar(8) -- credentials
);
CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  login varchar(60), -- personal
  passwd varchar(255), -- credentials
  salt varchar(32), -- credentials
  mfa_secret varchar(64), -- credentials
  recovery_codes text, -- credentials
  security_question varchar(200), -- credentials
  security_answer varchar(200), -- credentials
  failed_attempts int,
  locked_until timestamptz,
  password_changed_at timestamptz,
  timezone varchar(40),
  theme varchar(20),
  reset_token varchar(80) -- credentials
);
CREATE TABLE bookings (
  id bigint PRIMARY KEY,
  guest_id bigint,
  guest_name varchar(120), -- personal
  guest_email varchar(120), -- personal
  room_number varchar(10),
  check_in date,
  check_out date,
  special_requests text,
  passport_number varchar(20), -- personal
  total_price decimal(10,2)
);
CREATE TABLE guests (
  id bigint PRIMARY KEY,
  name varchar(120), -- personal
  nationality char(2), -- personal
  place_of_birth varchar(80), -- personal
  id_card_number varchar(30), -- personal
  vip boolean
);
CREATE TABLE lab_results (
  id int PRIMARY KEY,
  specimen_id int,
  test_name varchar(80), -- health
  result_value varchar(40), -- health
  reference_range varchar(40), -- health
  hiv_status varchar(10), -- health
  collected_at timestamptz -- health
);
CREATE TABLE vaccinations (
  id int PRIMARY KEY,
  vaccine varchar(60), -- health
  dose_number int, -- health
  administered_on date, -- health
  adverse_reaction text -- health
);
CREATE TABLE medical_history (
  id int PRIMARY KEY,
  condition_name varchar(120), -- health
  treatment text, -- health
  smoker boolean, -- health
  pregnant boolean, -- health
  family_history text, -- health
  attending_physician varchar(120) -- health
);
CREATE TABLE pupils (
  id int PRIMARY KEY,
  name varchar(120), -- child
  date_of_birth date, -- child
  parent_email varchar(120), -- child
  parental_consent boolean, -- child
  class_id int,
  special_needs text, -- health
  home_address text -- child
);
CREATE TABLE staff (
  id int PRIMARY KEY,
  full_name varchar(120), -- personal
  work_email varchar(120), -- personal
  personal_email varchar(120), -- personal
  cell_phone varchar(30), -- personal
  tax_id varchar(20), -- personal
  hourly_wage decimal(8,2), -- personal
  sick_days int, -- health
  sort_code varchar(8), -- payment
  account_no varchar(12), -- payment
  criminal_record text, -- special-category
  sexual_orientation varchar(30), -- special-category
  religious_belief varchar(30), -- special-category
  race varchar(30), -- special-category
  contract_type varchar(20),
  start_date date,
  office varchar(40)
);
CREATE TABLE applicants (
  id int PRIMARY KEY,
  candidate_name varchar(120), -- personal
  cv_file text, -- personal
  cover_letter text, -- personal
  expected_salary decimal(10,2), -- personal
  visa_status varchar(20), -- personal
  veteran_status varchar(20), -- personal
  political_party varchar(40), -- special-category
  source varchar(40),
  stage varchar(20)
);
CREATE TABLE credit_cards (
  id int PRIMARY KEY,
  user_id int,
  pan varchar(19), -- payment
  exp_month int, -- payment
  exp_year int, -- payment
  cardholder varchar(80), -- payment
  card_brand varchar(20), -- payment
  last_four char(4), -- payment
  is_default boolean
);
CREATE TABLE bank_details (
  id int PRIMARY KEY,
  account_holder varchar(80), -- payment
  routing_number varchar(12), -- payment
  swift_code varchar(11), -- payment
  bank_name varchar(80)
);
CREATE TABLE trips (
  id bigint PRIMARY KEY,
  rider_id bigint,
  driver_id bigint,
  pickup_lat double precision, -- location
  pickup_lng double precision, -- location
  dropoff_location text, -- location
  fare decimal(8,2),
  distance_km decimal(8,2),
  started_at timestamptz
);
CREATE TABLE driver_locations (
  driver_id bigint,
  lat double precision, -- location
  lng double precision, -- location
  heading real, -- location
  speed real, -- location
  geom text, -- location
  seen_at timestamptz
);
CREATE TABLE page_views (
  id bigint PRIMARY KEY,
  visitor_cookie varchar(64), -- personal
  ip inet, -- personal
  useragent text, -- personal
  url text,
  referrer text,
  device_fingerprint varchar(64), -- personal
  viewed_at timestamptz
);
CREATE TABLE integrations (
  id int PRIMARY KEY,
  provider varchar(40),
  access_token text, -- credentials
  refresh_token text, -- credentials
  token_expires_at timestamptz,
  scopes text,
  signing_key text, -- credentials
  webhook_secret varchar(80), -- credentials
  enabled boolean
);
CREATE TABLE articles (
  id int PRIMARY KEY,
  title varchar(200),
  slug varchar(200),
  body text,
  author_id int,
  word_count int,
  language char(2),
  published_at timestamptz
);
CREATE TABLE warehouses (
  id int PRIMARY KEY,
  name varchar(80),
  city varchar(60),
  postcode varchar(10),
  capacity int,
  latitude double precision,
  longitude double precision,
  contact_email varchar(120) -- personal
);
CREATE TABLE inventory (
  id int PRIMARY KEY,
  product_name varchar(120),
  quantity int,
  weight decimal(8,2),
  height decimal(8,2),
  color varchar(20),
  blood_orange boolean,
  serial_number varchar(40)
);
CREATE TABLE suppliers (
  id int PRIMARY KEY,
  company_name varchar(120),
  contact_name varchar(120), -- personal
  contact_phone varchar(30), -- personal
  website text,
  rating int
);
CREATE TABLE books (
  isbn varchar(17) PRIMARY KEY,
  title varchar(200),
  publisher varchar(120),
  pages int,
  race_condition_chapter int,
  address_book boolean
);
CREATE TABLE notifications (
  id int PRIMARY KEY,
  channel varchar(20),
  phone_type varchar(10),
  email_template_id int,
  recipient_email varchar(120), -- personal
  body text,
  sent_at timestamptz
);
CREATE TABLE tickets (
  id int PRIMARY KEY,
  subject varchar(200),
  priority int,
  requester_name varchar(120), -- personal
  requester_phone varchar(30), -- personal
  assigned_to int,
  status varchar(20)
);
CREATE TABLE biometric_enrolments (
  id int PRIMARY KEY,
  employee_id int,
  face_embedding bytea, -- special-category
  iris_scan bytea, -- special-category
  voiceprint bytea, -- special-category
  enrolled_at timestamptz
);
CREATE TABLE dna_samples (
  id int PRIMARY KEY,
  genome_sequence text, -- special-category
  haplogroup varchar(20), -- special-category
  lab varchar(60)
);
CREATE TABLE settings (
  key varchar(60) PRIMARY KEY,
  value text,
  secret_key varchar(100), -- credentials
  email_enabled boolean,
  session_timeout int,
  max_password_length int
);
CREATE TABLE events (
  id int PRIMARY KEY,
  name varchar(120),
  venue varchar(120),
  city varchar(60),
  starts_at timestamptz,
  capacity int,
  age_limit int
);
CREATE TABLE orders (
  id int PRIMARY KEY,
  ship_name varchar(120), -- personal
  ship_address varchar(200), -- personal
  ship_city varchar(60), -- personal
  ship_postal_code varchar(12), -- personal
  freight decimal(8,2),
  order_date date,
  customer_phone varchar(30) -- personal
);
CREATE TABLE policies (
  policy_no varchar(20) PRIMARY KEY,
  holder_name varchar(120), -- personal
  beneficiary varchar(120), -- personal
  social_security_number char(11), -- personal
  license_number varchar(20), -- personal
  premium decimal(10,2),
  pre_existing_conditions text -- health
);
