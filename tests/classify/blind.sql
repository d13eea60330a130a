-- A third set of labelled columns, as in tuning.sql: other fields of work and other habits of naming than in the first two.
-- It was labelled in one go before anything was run on it; what it taught afterwards is said at the test that reads it.
CREATE TABLE "UserProfile" (
  "UserProfileId" int PRIMARY KEY,
  "FirstName" varchar(60), -- personal
  "LastName" varchar(60), -- personal
  "EMailAddress" varchar(120), -- personal
  "MobilePhone" varchar(30), -- personal
  "PasswordHash" varchar(200), -- credentials
  "SecurityStamp" varchar(80), -- credentials
  "TwoFactorSecret" varchar(80), -- credentials
  "LockoutEnd" timestamptz,
  "AccessFailedCount" int,
  "PreferredLanguage" char(5),
  "TimeZone" varchar(40),
  "ProfilePictureUrl" text, -- personal
  "CreatedUtc" timestamptz
);
CREATE TABLE guests (
  guest_id bigint PRIMARY KEY,
  salutation varchar(10),
  surname varchar(80), -- personal
  forenames varchar(120), -- personal
  nationality char(2), -- personal
  passport_number varchar(20), -- personal
  passport_expires date, -- personal
  loyalty_card_no varchar(20), -- personal
  dietary_requirements text, -- health
  vip_level varchar(10),
  marketing_consent boolean
);
CREATE TABLE stays (
  stay_id bigint PRIMARY KEY,
  guest_id bigint REFERENCES guests,
  room_no varchar(6),
  arrival date,
  departure date,
  rate_plan varchar(20),
  adults int,
  special_requests text
);
CREATE TABLE rooms (room_no varchar(6) PRIMARY KEY, floor int, bed_type varchar(20), max_occupancy int, smoking boolean, base_rate decimal(8,2));
CREATE TABLE folios (
  folio_id bigint PRIMARY KEY,
  stay_id bigint REFERENCES stays,
  cc_number varchar(19), -- payment
  cc_exp_month int, -- payment
  cc_exp_year int, -- payment
  cardholder varchar(80), -- payment
  auth_code varchar(12),
  balance decimal(10,2),
  closed_at timestamptz
);
CREATE TABLE payroll_runs (run_id int PRIMARY KEY, period_start date, period_end date, status varchar(12), approved_by int);
CREATE TABLE payslips (
  payslip_id bigint PRIMARY KEY,
  employee_id int,
  gross_pay decimal(10,2), -- personal
  net_pay decimal(10,2), -- personal
  tax_code varchar(10), -- personal
  ni_number varchar(12), -- personal
  pension_contribution decimal(10,2), -- personal
  sick_days int, -- health
  sort_code varchar(8), -- payment
  account_no varchar(10), -- payment
  run_id int REFERENCES payroll_runs
);
CREATE TABLE applicants (
  applicant_id bigint PRIMARY KEY,
  applicant_name varchar(120), -- personal
  contact_email varchar(120), -- personal
  linkedin_url text, -- personal
  cv_file text, -- personal
  expected_salary decimal(10,2), -- personal
  notice_period_days int,
  work_permit varchar(20), -- personal
  criminal_record_check boolean, -- special-category
  gender_identity varchar(20), -- personal
  sexual_orientation varchar(20), -- special-category
  source_channel varchar(30)
);
CREATE TABLE job_openings (opening_id int PRIMARY KEY, title varchar(100), department varchar(60), min_salary decimal(10,2), max_salary decimal(10,2), remote boolean, published_on date);
CREATE TABLE encounters (
  encounter_id bigint PRIMARY KEY,
  pat_id bigint,
  chief_complaint text, -- health
  bp_systolic int, -- health
  bp_diastolic int, -- health
  pulse int, -- health
  temperature_c decimal(4,1), -- health
  clinical_notes text, -- health
  discharge_summary text, -- health
  ward varchar(20),
  attending_npi varchar(10)
);
CREATE TABLE immunizations (
  immunization_id bigint PRIMARY KEY,
  pat_id bigint,
  vaccine_code varchar(10), -- health
  lot_number varchar(20),
  dose_no int, -- health
  given_on date -- health
);
CREATE TABLE lab_results (
  result_id bigint PRIMARY KEY,
  specimen_id bigint,
  pat_id bigint,
  loinc_code varchar(10), -- health
  result_value varchar(40), -- health
  reference_range varchar(40), -- health
  abnormal_flag char(1), -- health
  resulted_at timestamptz -- health
);
CREATE TABLE pupils (
  pupil_id int PRIMARY KEY,
  pupil_name varchar(100), -- child
  dob date, -- child
  year_group int, -- child
  home_language varchar(30), -- child
  free_school_meals boolean, -- child
  sen_status varchar(20), -- health
  photo_permission boolean, -- child
  parent_email varchar(120) -- child
);
CREATE TABLE attendance_marks (mark_id bigint PRIMARY KEY, pupil_id int REFERENCES pupils, lesson_id int, code char(1), marked_at timestamptz);
CREATE TABLE lessons (lesson_id int PRIMARY KEY, subject varchar(40), teacher_id int, room varchar(10), starts_at timestamptz, ends_at timestamptz);
CREATE TABLE teachers (
  teacher_id int PRIMARY KEY,
  title varchar(10),
  full_name varchar(100), -- personal
  work_email varchar(120), -- personal
  staff_code varchar(6),
  dbs_check_date date -- special-category
);
CREATE TABLE matches (
  match_id bigint PRIMARY KEY,
  person_a bigint,
  person_b bigint,
  score decimal(4,3),
  matched_at timestamptz
);
CREATE TABLE dating_profiles (
  profile_id bigint PRIMARY KEY,
  nickname varchar(40), -- personal
  bio text, -- personal
  age int, -- personal
  looking_for varchar(20), -- special-category
  religion varchar(30), -- special-category
  political_views varchar(30), -- special-category
  height_cm int, -- personal
  smoker boolean, -- health
  last_lat decimal(9,6), -- location
  last_lng decimal(9,6), -- location
  last_seen timestamptz
);
CREATE TABLE subscribers (
  msisdn varchar(15) PRIMARY KEY, -- personal
  imsi varchar(15), -- personal
  imei varchar(16), -- personal
  puk_code varchar(8), -- credentials
  tariff_code varchar(10),
  activated_on date
);
CREATE TABLE call_records (
  cdr_id bigint PRIMARY KEY,
  caller_number varchar(15), -- personal
  callee_number varchar(15), -- personal
  cell_tower_id int, -- location
  duration_s int,
  charged decimal(8,4),
  started_at timestamptz
);
CREATE TABLE cell_towers (cell_tower_id int PRIMARY KEY, lat decimal(9,6), lng decimal(9,6), height_m decimal(5,1), operator varchar(30));
CREATE TABLE policies (
  policy_no varchar(20) PRIMARY KEY,
  policyholder_name varchar(120), -- personal
  insured_sum decimal(12,2),
  premium decimal(10,2),
  beneficiary_name varchar(120), -- personal
  product_code varchar(10),
  valid_from date,
  valid_to date
);
CREATE TABLE claims (
  claim_no varchar(20) PRIMARY KEY,
  policy_no varchar(20) REFERENCES policies,
  incident_description text,
  injury_details text, -- health
  reserve_amount decimal(12,2),
  settled boolean,
  claimant_iban varchar(34), -- payment
  reported_at timestamptz
);
CREATE TABLE vehicles (
  vin char(17) PRIMARY KEY,
  licence_plate varchar(12), -- personal
  make varchar(30),
  model varchar(40),
  model_year int,
  owner_name varchar(120), -- personal
  odometer_km int
);
CREATE TABLE trips (
  trip_id bigint PRIMARY KEY,
  driver_id int,
  pickup_lat decimal(9,6), -- location
  pickup_lon decimal(9,6), -- location
  dropoff_lat decimal(9,6), -- location
  dropoff_lon decimal(9,6), -- location
  pickup_address text, -- location
  fare decimal(8,2),
  rating int,
  requested_at timestamptz
);
CREATE TABLE drivers (
  driver_id int PRIMARY KEY,
  driver_name varchar(100), -- personal
  licence_no varchar(20), -- personal
  licence_class varchar(4), -- personal
  home_address text, -- personal
  payout_account varchar(34), -- payment
  background_check_result varchar(20), -- special-category
  onboarding_step int
);
CREATE TABLE api_clients (
  client_id uuid PRIMARY KEY,
  client_name varchar(80),
  client_secret varchar(200), -- credentials
  redirect_uris text,
  scopes text,
  rate_limit int
);
CREATE TABLE sessions (
  session_id varchar(64) PRIMARY KEY, -- credentials
  account_id bigint,
  csrf_token varchar(64), -- credentials
  refresh_token text, -- credentials
  ip_address inet, -- personal
  user_agent text, -- personal
  expires_at timestamptz
);
CREATE TABLE integrations (
  integration_id int PRIMARY KEY,
  vendor varchar(40),
  webhook_url text,
  webhook_secret varchar(80), -- credentials
  api_key varchar(80), -- credentials
  private_key_pem text, -- credentials
  smtp_password varchar(80), -- credentials
  enabled boolean
);
CREATE TABLE citizens (
  citizen_id bigint PRIMARY KEY,
  ssn char(11), -- personal
  birth_place varchar(80), -- personal
  mother_maiden_name varchar(80), -- personal
  party_affiliation varchar(40), -- special-category
  iris_scan bytea, -- special-category
  household_size int, -- personal
  annual_income decimal(12,2), -- personal
  registered_on date
);
CREATE TABLE permits (permit_no varchar(20) PRIMARY KEY, citizen_id bigint REFERENCES citizens, kind varchar(20), fee decimal(8,2), issued_on date, valid_until date);
CREATE TABLE gym_members (
  member_id int PRIMARY KEY,
  member_name varchar(100), -- personal
  emergency_phone varchar(30), -- personal
  body_fat_pct decimal(4,1), -- health
  resting_heart_rate int, -- health
  injuries text, -- health
  membership_tier varchar(12),
  locker_no varchar(6)
);
CREATE TABLE donations (
  donation_id bigint PRIMARY KEY,
  donor_name varchar(120), -- personal
  donor_email varchar(120), -- personal
  gift_aid boolean,
  amount decimal(10,2),
  anonymous boolean,
  campaign_id int
);
CREATE TABLE kids_club (
  kid_id int PRIMARY KEY,
  kid_name varchar(80), -- child
  kid_age int, -- child
  pickup_person varchar(80), -- child
  nut_allergy boolean, -- health
  session_day varchar(10)
);
CREATE TABLE warehouses (warehouse_id int PRIMARY KEY, code varchar(6), street varchar(100), city varchar(60), latitude decimal(9,6), longitude decimal(9,6), dock_count int);
CREATE TABLE stock_moves (move_id bigint PRIMARY KEY, sku varchar(30), from_bin varchar(12), to_bin varchar(12), qty int, batch_no varchar(20), moved_at timestamptz);
CREATE TABLE suppliers (
  supplier_id int PRIMARY KEY,
  company_name varchar(120),
  contact_person varchar(100), -- personal
  contact_phone varchar(30), -- personal
  vat_id varchar(20),
  bank_iban varchar(34), -- payment
  payment_terms_days int
);
CREATE TABLE sensors (sensor_id int PRIMARY KEY, serial_no varchar(30), model varchar(30), firmware varchar(20), battery_pct int, installed_on date);
CREATE TABLE measurements (measurement_id bigint PRIMARY KEY, sensor_id int REFERENCES sensors, temperature decimal(5,2), humidity decimal(5,2), pressure decimal(7,2), measured_at timestamptz);
CREATE TABLE journal_entries (entry_id bigint PRIMARY KEY, account_code varchar(10), debit decimal(14,2), credit decimal(14,2), cost_center varchar(10), posted_on date, memo text);
CREATE TABLE forum_posts (post_id bigint PRIMARY KEY, thread_id bigint, author_id bigint, body text, upvotes int, edited boolean, posted_at timestamptz);
CREATE TABLE direct_messages (
  message_id bigint PRIMARY KEY,
  sender_id bigint,
  recipient_id bigint,
  message_text text, -- personal
  sent_at timestamptz,
  read_at timestamptz
);
CREATE TABLE newsletters (newsletter_id int PRIMARY KEY, subject varchar(120), html text, from_address varchar(120), sent_count int, open_rate decimal(5,2));
CREATE TABLE albums (album_id int PRIMARY KEY, artist_name varchar(100), title varchar(120), label varchar(60), released date, cover_url text, genre varchar(30));
CREATE TABLE recipes (recipe_id int PRIMARY KEY, name varchar(100), servings int, calories int, allergens text, instructions text, image_url text);
CREATE TABLE legal_cases (
  case_no varchar(20) PRIMARY KEY,
  plaintiff_name varchar(120), -- personal
  defendant_name varchar(120), -- personal
  charges text, -- special-category
  verdict varchar(30), -- special-category
  court varchar(60),
  filed_on date
);
CREATE TABLE flights (flight_no varchar(8), departs_at timestamptz, origin char(3), destination char(3), aircraft_type varchar(10), seats int, PRIMARY KEY (flight_no, departs_at));
CREATE TABLE passengers (
  pnr char(6) PRIMARY KEY, -- personal
  pax_name varchar(120), -- personal
  seat varchar(4),
  frequent_flyer_no varchar(20), -- personal
  meal_code char(4), -- health
  wheelchair_assistance boolean, -- health
  known_traveler_number varchar(20), -- personal
  checked_bags int
);
