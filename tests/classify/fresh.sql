-- A fourth set of labelled columns, with names on purpose less usual than those of blind.sql; see src/classify/tests.rs.
CREATE TABLE tenants_of_flats (
  lease_no varchar(12) PRIMARY KEY,
  lessee_first_name varchar(60), -- personal
  lessee_family_name varchar(60), -- personal
  correspondence_address text, -- personal
  date_moved_in date,
  monthly_rent decimal(8,2),
  deposit_paid boolean,
  guarantor_name varchar(100), -- personal
  guarantor_tel varchar(30), -- personal
  pets_allowed boolean
);
CREATE TABLE meter_readings (reading_id bigint PRIMARY KEY, meter_no varchar(20), kwh decimal(10,2), read_on date, estimated boolean);
CREATE TABLE blood_donors (
  donor_no bigint PRIMARY KEY,
  donor_forename varchar(60), -- personal
  abo_group varchar(3), -- health
  rhesus char(1), -- health
  haemoglobin decimal(4,1), -- health
  last_donation date, -- health
  deferral_reason text, -- health
  consent_signed boolean
);
CREATE TABLE vet_visits (visit_id bigint PRIMARY KEY, animal_name varchar(40), species varchar(20), weight_kg decimal(5,2), complaint text, fee decimal(8,2));
CREATE TABLE taxi_rides (
  ride_id bigint PRIMARY KEY,
  rider_phone varchar(20), -- personal
  start_lat decimal(9,6), -- location
  start_lng decimal(9,6), -- location
  end_lat decimal(9,6), -- location
  end_lng decimal(9,6), -- location
  surge decimal(3,1),
  tip decimal(6,2),
  finished_at timestamptz
);
CREATE TABLE merchants (
  merchant_id int PRIMARY KEY,
  trading_name varchar(100),
  mcc char(4),
  settlement_iban varchar(34), -- payment
  beneficial_owner varchar(100), -- personal
  kyc_status varchar(12),
  api_token varchar(64), -- credentials
  webhook_signing_key varchar(64) -- credentials
);
CREATE TABLE card_authorizations (
  auth_id bigint PRIMARY KEY,
  pan_last4 char(4), -- payment
  expiry_yymm char(4), -- payment
  cvv_result char(1),
  amount decimal(10,2),
  response_code char(2),
  authorized_at timestamptz
);
CREATE TABLE volunteers (
  volunteer_id int PRIMARY KEY,
  known_as varchar(40), -- personal
  e_mail varchar(120), -- personal
  cell varchar(30), -- personal
  tshirt_size varchar(4), -- personal
  availability text,
  emergency_contact varchar(120), -- personal
  criminal_convictions text, -- special-category
  religion varchar(30) -- special-category
);
CREATE TABLE nursery_children (
  child_id int PRIMARY KEY,
  given_names varchar(100), -- child
  born_on date, -- child
  nap_time time, -- child
  allergies text, -- health
  collected_by varchar(80), -- child
  doctor_phone varchar(30), -- child
  room varchar(20)
);
CREATE TABLE vpn_accounts (
  account varchar(40) PRIMARY KEY, -- personal
  passwd_sha512 varchar(128), -- credentials
  totp_seed varchar(40), -- credentials
  allowed_ips text,
  last_source_ip inet, -- personal
  disabled boolean
);
CREATE TABLE loan_applications (
  application_no varchar(14) PRIMARY KEY,
  applicant_dob date, -- personal
  employer_name varchar(100), -- personal
  gross_annual_income decimal(12,2), -- personal
  credit_score int, -- personal
  purpose varchar(40),
  requested_amount decimal(12,2),
  iban_for_payout varchar(34), -- payment
  decision varchar(10),
  underwriter_id int
);
CREATE TABLE therapists (
  therapist_id int PRIMARY KEY,
  surname varchar(60), -- personal
  licence_number varchar(20), -- personal
  speciality varchar(40),
  hourly_rate decimal(6,2), -- personal
  languages text -- personal
);
CREATE TABLE therapy_sessions (
  session_no bigint PRIMARY KEY,
  client_initials varchar(6), -- personal
  presenting_problem text, -- health
  risk_assessment text, -- health
  session_notes text, -- health
  duration_min int,
  next_session timestamptz
);
CREATE TABLE employees_benefits (
  enrolment_id int PRIMARY KEY,
  employee_ssn char(11), -- personal
  dependents int, -- personal
  pension_rate decimal(4,2), -- personal
  union_dues decimal(8,2), -- special-category
  insurance_plan varchar(20)
);
CREATE TABLE visitors_log (
  entry_id bigint PRIMARY KEY,
  visitor_full_name varchar(100), -- personal
  company varchar(100),
  badge_no varchar(10),
  car_registration varchar(12), -- personal
  signed_in timestamptz,
  host_employee varchar(100) -- personal
);
CREATE TABLE parcels (
  parcel_no varchar(20) PRIMARY KEY,
  consignee_name varchar(100), -- personal
  consignee_street varchar(100), -- personal
  consignee_zip varchar(10), -- personal
  weight_g int,
  contents varchar(100),
  proof_of_delivery_photo text, -- personal
  delivered_at timestamptz
);
CREATE TABLE game_accounts (
  player_id bigint PRIMARY KEY,
  gamertag varchar(30), -- personal
  birth_year int, -- personal
  parental_pin varchar(6), -- credentials
  xp int,
  level int,
  voice_chat_enabled boolean,
  banned_until timestamptz
);
CREATE TABLE census_households (
  household_no bigint PRIMARY KEY,
  head_of_household varchar(100), -- personal
  ethnic_background varchar(40), -- special-category
  mother_tongue varchar(30), -- personal
  dwelling_type varchar(20),
  rooms int,
  tenure varchar(20)
);
CREATE TABLE spare_parts (part_no varchar(20) PRIMARY KEY, description varchar(100), bin varchar(10), min_stock int, unit_cost decimal(8,2), supplier_ref varchar(30));
CREATE TABLE purchase_orders (po_no varchar(12) PRIMARY KEY, vendor_no int, currency char(3), net decimal(12,2), vat decimal(12,2), ordered_on date, approved boolean);
CREATE TABLE server_metrics (host varchar(60), metric varchar(40), value double precision, sampled_at timestamptz, PRIMARY KEY (host, metric, sampled_at));
CREATE TABLE articles (slug varchar(80) PRIMARY KEY, headline varchar(160), byline varchar(100), body text, published timestamptz, views int);
CREATE TABLE weather_stations (station_code varchar(8) PRIMARY KEY, name varchar(60), lat decimal(9,6), lon decimal(9,6), elevation_m int, opened date);
CREATE TABLE polls (poll_id int PRIMARY KEY, question text, opens timestamptz, closes timestamptz, anonymous boolean);
CREATE TABLE poll_answers (answer_id bigint PRIMARY KEY, poll_id int REFERENCES polls, choice varchar(40), answered timestamptz);
CREATE TABLE org_charts (unit_code varchar(8) PRIMARY KEY, unit_name varchar(80), parent_unit varchar(8), cost_centre varchar(8), headcount int);
